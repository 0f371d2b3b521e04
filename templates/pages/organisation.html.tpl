{{%AUTOESCAPE context="HTML"}}
@include(head title="{{NAME}}" class="" crumb="{{#APPROVAL}}approvals/{{/APPROVAL}}organisations" crumb_label="[[Organisations]]" crumb_here="{{NAME}}")@
<div class="title"><div><h1 dir="auto">{{NAME}}</h1>
<p class="lead-in">{{REFERENCE}} · {{#CHECKED}}<span class="state good">[[checked]]</span> {{CHECKED_AT}}{{/CHECKED}}{{#UNCHECKED}}<span class="state calm">[[not yet checked]]</span>{{/UNCHECKED}}</p></div>
<div class="buttons">
{{#APPROVAL}}
<span>{{CERTIFICATES}}</span>
{{/APPROVAL}}
{{#OWN}}
<a class="btn btn-primary" href="{{BASE}}/certificates?organisation={{REFERENCE}}">{{CERTIFICATES}}</a>
<a class="btn btn-quiet" href="{{BASE}}/organisations/{{REFERENCE}}/edit">[[Edit]]</a>
{{/OWN}}
</div></div>
{{#EXPIRING}}
<p class="notice warn">{{TEXT}}{{#OWN}} <a href="{{BASE}}/certificates?organisation={{REFERENCE}}&amp;status=expiring">[[Show them]]</a>{{/OWN}}</p>
{{/EXPIRING}}
<div class="columns">
<section class="sheet part" aria-labelledby="address"><h2 id="address">[[Address]]</h2>
<address dir="auto">{{NAME}}{{#LINE}}<br>{{TEXT}}{{/LINE}}</address>
{{#MAY_CHECK}}
<form method="post" action="{{BASE}}/approvals/organisations/{{REFERENCE}}/check"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<input type="hidden" name="seen_name" value="{{NAME}}"><input type="hidden" name="seen_street" value="{{STREET}}"><input type="hidden" name="seen_postcode" value="{{POSTCODE}}"><input type="hidden" name="seen_city" value="{{CITY}}"><input type="hidden" name="seen_country" value="{{COUNTRY}}">
{{#CHECKED}}
<button class="btn btn-quiet" name="checked" value="0">[[Take the mark “checked” away]]</button>
{{/CHECKED}}
{{#UNCHECKED}}
<p class="hint">[[Compare name and address with the register before you set the mark.]]</p>
<button class="btn btn-primary" name="checked" value="1">[[Mark as checked]]</button>
{{/UNCHECKED}}
</form>
{{/MAY_CHECK}}
</section>
<section class="sheet part" aria-labelledby="technical-contact"><h2 id="technical-contact">[[Technical contact]]</h2>
<dl class="facts"><div><dt>[[Name]]</dt><dd dir="auto">{{CONTACT_NAME}}</dd></div><div><dt>[[E-mail address]]</dt><dd>{{#CONTACT_UNICODE}}{{EMAIL}}<small>{{/CONTACT_UNICODE}}<a href="mailto:{{CONTACT_EMAIL}}">{{CONTACT_EMAIL}}</a>{{#CONTACT_UNICODE}}</small>{{/CONTACT_UNICODE}}</dd></div>{{#CONTACT_PHONE}}<div><dt>[[Phone]]</dt><dd>{{PHONE}}</dd></div>{{/CONTACT_PHONE}}</dl>
{{#OWN}}
<p class="hint">[[That is you.]] <a href="{{BASE}}/account">[[Change name and phone in your account]]</a></p>
{{/OWN}}
</section>
<section class="sheet part" aria-labelledby="note"><h2 id="note">[[Who else to ask]]</h2>
{{#NOTE}}
<p class="lines" dir="auto">{{TEXT:pre_escape}}</p>
{{/NOTE}}
{{#NO_NOTE}}
<p class="hint">[[Nobody is named yet. If the technical contact leaves without handing over, the operators ask here.]]{{#OWN}} <a href="{{BASE}}/organisations/{{REFERENCE}}/edit#note">[[Name somebody]]</a>{{/OWN}}</p>
{{/NO_NOTE}}
</section>
</div>
@include(foot)@
