{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Delete my account]]" class="narrow" crumb=account crumb_label="[[My account]]" crumb_here="[[Delete my account]]")@
<h1>[[Delete my account]]</h1>
<p class="lead-in">{{EMAIL}}</p>
{{#IN_THE_WAY}}
<div class="notice warn"><div><strong>[[Not yet: something still depends on you.]]</strong>
<ul>
{{#ORGANISATION}}
<li>[[You are the technical contact of]] <a href="{{BASE}}/organisations/{{REFERENCE}}#technical-contact"><bdi>{{NAME}}</bdi></a> ({{REFERENCE}}): [[hand it over first.]]</li>
{{/ORGANISATION}}
{{#MORE_ORGANISATIONS}}
<li><a href="{{BASE}}/organisations">[[And more: see all your organisations]]</a></li>
{{/MORE_ORGANISATIONS}}
{{#HANDOVER}}
<li>[[This handover is open:]] <a href="{{BASE}}/handovers/{{REFERENCE}}">{{REFERENCE}}, <bdi>{{NAME}}</bdi></a>. [[Withdraw or decline it, or see it through.]]</li>
{{/HANDOVER}}
{{#OFFICER}}
<li>[[You are an officer: ask the operators of the portal to end that first.]]{{#HAS_SUPPORT_EMAIL}} <a href="mailto:{{SUPPORT_EMAIL}}">{{SUPPORT_EMAIL}}</a>{{/HAS_SUPPORT_EMAIL}}</li>
{{/OFFICER}}
</ul></div></div>
{{/IN_THE_WAY}}
@include(errors)@
<div class="sheet form">
<h2>[[What is removed]]</h2>
<ul class="checks">
<li>[[Your name, address, phone number, password and settings]]</li>
<li>[[All your sessions, links that were mailed to you, and the address of your calendar]]</li>
</ul>
<h2>[[What stays]]</h2>
<ul class="checks">
<li>[[Certificates and orders: they belong to their organisations. An order keeps the address of the person who placed it.]]</li>
<li>[[Handovers that have ended, with names and addresses of both sides, and their receipts: the other side needs them. You yourself will not see yours any more: print what you want to keep.]]</li>
<li>[[The audit log, as long as the operators have to keep it]]</li>
</ul>
<p><a href="{{BASE}}/account/data.json" download>[[First download my data]]</a></p>
{{#POSSIBLE}}
<form method="post" action="{{BASE}}/account/delete"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<input class="visually-hidden" type="email" name="username" autocomplete="username" value="{{EMAIL}}" tabindex="-1" readonly aria-hidden="true">
@include(password name=current_password autocomplete=current-password label="[[Your password]]" hint="[[Once more, so that nobody else does this at your computer.]]")@
@include(own_code)@
<div class="buttons"><button class="btn btn-danger">[[Delete my account for ever]]</button> <a href="{{BASE}}/account">[[Cancel]]</a></div>
</form>
{{/POSSIBLE}}
</div>
@include(foot)@
