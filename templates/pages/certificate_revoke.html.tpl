{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Revoke {{TITLE}}]]" class="middle" crumb=certificates crumb_label="[[My certificates]]" crumb2="certificates/{{NUMBER}}" crumb2_label="{{NUMBER}}" crumb_here="[[Revoke]]")@
<h1>[[Revoke {{TITLE}}]]</h1>
<p class="lead-in">{{NUMBER}} · <bdi>{{ORGANISATION}}</bdi> · [[valid until {{END}}]]</p>
@include(errors)@
<section class="sheet part" aria-labelledby="effect"><h2 id="effect">[[What happens]]</h2>
<ul class="checks">
<li>[[Every server that still has this certificate shows errors to its visitors. Install a new one there first, unless the key is known to others.]]</li>
{{#AT_ONCE}}
<li>[[The certificate is revoked at once. It stands on the CA’s revocation list (CRL) within a few seconds; programs that know the earlier list go by that until it runs out.]]</li>
{{/AT_ONCE}}
{{#ASKED}}
<li>[[The certification authority is asked to revoke it. Until it answers, the certificate is shown as “being revoked”; you get a mail.]]</li>
{{/ASKED}}
<li><strong>[[It cannot be undone.]]</strong> [[A revoked certificate cannot be renewed or re-issued; order a new one instead.]]</li>
{{#OPEN_ORDER}}
<li>[[The order for its successor goes on:]] <a href="{{BASE}}/orders/{{ORDER}}">{{ORDER}}</a></li>
{{/OPEN_ORDER}}
{{#HAS_KEY_ORDERS}}
<li>[[If you choose “The key is known to others”, these open orders with the same key are withdrawn:]]{{#KEY_ORDER}} <a href="{{BASE}}/orders/{{ORDER}}">{{ORDER}}</a>{{/KEY_ORDER}}</li>
{{/HAS_KEY_ORDERS}}
{{#HAS_KEY_OTHERS}}
<li>[[These certificates have the same key. If it is known to others, revoke them as well:]]
<ul>
{{#KEY_OTHER}}
<li><a href="{{BASE}}/certificates/{{OTHER}}/revoke">{{OTHER}}</a> {{OTHER_NAME}}, [[valid until {{OTHER_END}}]]</li>
{{/KEY_OTHER}}
</ul></li>
{{/HAS_KEY_OTHERS}}
</ul>
<dl class="facts">
<div><dt>[[Names]]</dt><dd>{{#NAME}}<span>{{TEXT}}<small>{{ASCII}}</small></span>{{/NAME}}</dd></div>
<div><dt>[[Serial number]]</dt><dd><code>{{SERIAL}}</code></dd></div>
<div><dt>[[Valid until]]</dt><dd>{{END}}<small>{{DAYS}}</small></dd></div>
</dl>
</section>
<form class="sheet form" method="post" action="{{BASE}}/certificates/{{NUMBER}}/revoke">
<input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<fieldset class="field choices" id="reason" tabindex="-1"{{#REASON_BAD}} aria-describedby="reason-error"{{/REASON_BAD}}>
<legend>[[Why?]]</legend>
{{#REASON}}
<label class="choice"><input type="radio" name="reason" value="{{VALUE}}" required{{#CHOSEN}} checked{{/CHOSEN}}><span><strong>{{LABEL}}</strong><small>{{HINT}}</small></span></label>
{{/REASON}}
{{#REASON_BAD}}
<div class="error" id="reason-error">
{{#REASON_ERROR}}
<p>{{>MESSAGE}}</p>
{{/REASON_ERROR}}
</div>
{{/REASON_BAD}}
</fieldset>
@include(password name=current_password autocomplete=current-password label="[[Your password]]" hint="[[Once more, so that nobody else does this at your computer.]]")@
@include(own_code)@
<div class="buttons"><button class="btn btn-danger">[[Revoke this certificate]]</button> <a href="{{BASE}}/certificates/{{NUMBER}}">[[Cancel]]</a></div>
</form>
@include(foot)@
