{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Change e-mail address]]" class="narrow" crumb=account crumb_label="[[My account]]" crumb_here="[[Change e-mail address]]")@
<h1>[[Change e-mail address]]</h1>
<p class="lead-in">[[Your present address:]] {{PRESENT_EMAIL}}</p>
{{#PENDING}}
<div class="sheet form"><h2>[[A change waits for its confirmations]]</h2>
<p>[[It takes place as soon as both addresses have confirmed it by the link in their mail.]]</p>
<dl class="facts">
<div><dt>[[Present address]]</dt><dd>{{PRESENT_EMAIL}} {{#OLD_CONFIRMED}}<span class="state good">[[confirmed]]</span>{{/OLD_CONFIRMED}}{{#OLD_OPEN}}<span class="state calm">[[not yet confirmed]]</span>{{/OLD_OPEN}}</dd></div>
<div><dt>[[New address]]</dt><dd>{{NEW_EMAIL}} {{#NEW_CONFIRMED}}<span class="state good">[[confirmed]]</span>{{/NEW_CONFIRMED}}{{#NEW_OPEN}}<span class="state calm">[[not yet confirmed]]</span>{{/NEW_OPEN}}</dd></div>
<div><dt>[[Open until]]</dt><dd>{{EXPIRES_AT}}</dd></div>
</dl>
<form method="post" action="{{BASE}}/account/email/withdraw"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<div class="buttons"><button class="btn btn-quiet">[[Withdraw the change]]</button></div></form></div>
<h2>[[Another new address]]</h2>
<p>[[A new request takes the place of this one.]]</p>
{{/PENDING}}
@include(form action="account/email")@
<input class="visually-hidden" type="email" name="username" autocomplete="username" value="{{LOGIN}}" tabindex="-1" readonly aria-hidden="true">
@include(field name=email type=email autocomplete=email label="[[New e-mail address]]")@
@include(password name=current_password autocomplete=current-password label="[[Present password]]")@
@include(own_code)@
<p>[[We send a link to both addresses. Each works for {{LINKS_LAST}}. Once both have confirmed, you sign in with the new address, all other sessions end, and open handovers of yours are withdrawn.]]</p>
<div class="buttons"><button class="btn btn-primary">[[Send the two mails]]</button> <a href="{{BASE}}/account">[[Cancel]]</a></div>
</form>
<p class="after">[[You no longer read the mails to your present address?]] {{#HAS_SUPPORT_EMAIL}}[[Then write to us, and we change it once we are sure that it is you:]] <a href="mailto:{{SUPPORT_EMAIL}}">{{SUPPORT_EMAIL}}</a>{{/HAS_SUPPORT_EMAIL}}{{#NO_SUPPORT_EMAIL}}[[Then ask the operators of this portal: they can change it.]]{{/NO_SUPPORT_EMAIL}}</p>
@include(foot)@
