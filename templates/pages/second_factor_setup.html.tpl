{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Set up the second factor]]" class="narrow" crumb=account crumb_label="[[My account]]" crumb_here="[[Second factor]]")@
<h1>[[Set up the second factor]]</h1>
<p class="lead-in">[[A password that others know opens nothing any more: signing in then also takes a code from an app on your phone or computer.]]</p>
{{#DEMANDED}}
<div class="notice warn"><div><strong>[[Officers need it.]]</strong> [[Set it up now, it takes two minutes: then everything else opens.]]</div></div>
{{/DEMANDED}}
@include(form action="account/second-factor")@
<input type="hidden" name="secret" value="{{SECRET}}">
<input class="visually-hidden" type="email" name="username" autocomplete="username" value="{{EMAIL}}" tabindex="-1" readonly aria-hidden="true">
<h2>1. [[Scan with the app]]</h2>
<p>[[Any authenticator app will do, such as FreeOTP, Aegis, KeePassXC, Google or Microsoft Authenticator.]]</p>
<svg class="qr" viewBox="0 0 {{QR_SIZE}} {{QR_SIZE}}" role="img" aria-label="[[QR code for the app; the same stands below as text]]" shape-rendering="crispEdges"><path d="{{QR_PATH}}"/></svg>
<details class="more"><summary>[[Without a camera]]</summary>
<p>[[Type this key into the app; time-based, 6 digits, 30 seconds, SHA-1:]]</p>
<pre data-copy>{{SHOWN_SECRET}}</pre>
</details>
<h2>2. [[Confirm]]</h2>
@include(code name=new_code label="[[Code that the app shows now]]" hint="[[Six digits; a new one every 30 seconds]]")@
@include(password name=current_password autocomplete=current-password label="[[Your password]]" hint="[[The one that you sign in with]]")@
<div class="buttons"><button class="btn btn-primary">[[Set up]]</button>{{#BY_CHOICE}} <a href="{{BASE}}/account">[[Cancel]]</a>{{/BY_CHOICE}}</div>
</form>
<p class="hint after">[[All other sessions of your account end with it. Afterwards you see ten recovery codes, for the day on which the app is lost.]]</p>
@include(foot)@
