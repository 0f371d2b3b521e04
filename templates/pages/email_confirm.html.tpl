{{%AUTOESCAPE context="HTML"}}
@include(head title="{{#AT_NEW}}[[Confirm the new address]]{{/AT_NEW}}{{#AT_OLD}}[[Another address for your account?]]{{/AT_OLD}}" class="narrow")@
{{#AT_NEW}}
<h1>[[Confirm the new address]]</h1>
<p class="lead-in">[[One click, and the account may have this address.]]</p>
{{/AT_NEW}}
{{#AT_OLD}}
<h1>[[Another address for your account?]]</h1>
<p class="lead-in">[[Somebody who is signed in with your account and knows its password wants to change its address.]]</p>
{{/AT_OLD}}
<div class="sheet form"><dl class="facts">
<div><dt>[[Present address]]</dt><dd>{{OLD_EMAIL}}</dd></div>
<div><dt>[[New address]]</dt><dd>{{NEW_EMAIL}}</dd></div>
</dl>
<p>[[The change takes place once both addresses have confirmed it. From then on the account signs in with the new address, and all mails go there.]]</p>
{{#CONFIRMED}}
<p><strong>[[This address has confirmed it; the new one has not yet. Until then you can still stop the change.]]</strong></p>
{{/CONFIRMED}}
<div class="buttons">
{{#OPEN}}
<form method="post" action="{{BASE}}/account/email/confirm"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn btn-primary">{{#AT_NEW}}[[Confirm address]]{{/AT_NEW}}{{#AT_OLD}}[[Yes, change it]]{{/AT_OLD}}</button></form>
{{/OPEN}}
{{#AT_OLD}}
<form method="post" action="{{BASE}}/account/email/refuse"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn btn-quiet">[[No, leave it as it is]]</button></form>
{{/AT_OLD}}
</div></div>
{{#AT_NEW}}
<p class="after">[[You know nothing of this account? Then simply close this page: nothing happens.]]</p>
{{/AT_NEW}}
@include(foot)@
