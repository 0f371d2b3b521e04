{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Second factor]]" class="narrow" crumb=account crumb_label="[[My account]]" crumb_here="[[Second factor]]")@
<h1>[[Second factor]]</h1>
<p class="lead-in">[[Signing in takes your password and a code; so does whatever is not to be undone: starting a handover, revoking, a new password.]]</p>
@include(errors)@
<div class="sheet form">
<dl class="facts">
<div><dt>[[Authenticator app set up]]</dt><dd>{{CREATED_AT}}</dd></div>
<div><dt>[[Recovery codes left]]</dt><dd>{{RECOVERY_CODES}}</dd></div>
</dl>
{{#FEW_CODES}}
<p class="notice warn">[[Few recovery codes are left: make new ones before you need them.]]</p>
{{/FEW_CODES}}
<form method="post" action="{{BASE}}/account/second-factor/recovery-codes"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<input class="visually-hidden" type="email" name="username" autocomplete="username" value="{{EMAIL}}" tabindex="-1" readonly aria-hidden="true">
<h2>[[New recovery codes, or another app]]</h2>
<p>[[New recovery codes replace the ones that are left. For another app end the second factor here, then set it up anew.]]</p>
@include(password name=current_password autocomplete=current-password label="[[Your password]]" hint="[[The one that you sign in with]]")@
@include(own_code)@
<div class="buttons"><button class="btn btn-primary">[[Make new recovery codes]]</button>
<button class="btn btn-danger" formaction="{{BASE}}/account/second-factor/end">[[End the second factor]]</button></div>
</form></div>
@include(foot)@
