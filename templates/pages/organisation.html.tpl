{{%AUTOESCAPE context="HTML"}}
@include(head title="{{NAME}}" class="" crumb="{{#APPROVAL}}approvals/{{/APPROVAL}}organisations" crumb_label="[[Organisations]]" crumb_here="{{NAME}}")@
<div class="title"><div><h1 dir="auto">{{NAME}}</h1>
<p class="lead-in">{{REFERENCE}} · {{#CHECKED}}<span class="state good">[[checked]]</span> {{CHECKED_AT}}{{/CHECKED}}{{#UNCHECKED}}<span class="state calm">[[not yet checked]]</span>{{/UNCHECKED}}</p></div>
<div class="buttons">
{{#APPROVAL}}
<span>{{CERTIFICATES}}</span>
{{/APPROVAL}}
{{#OWN}}
<a class="btn btn-quiet" href="{{BASE}}/certificates?organisation={{REFERENCE}}">[[See the certificates]] ({{CERTIFICATE_COUNT}})</a>
<a class="btn btn-quiet" href="{{BASE}}/organisations/{{REFERENCE}}/edit">[[Edit]]</a>
<a class="btn btn-primary" href="{{BASE}}/orders/new?organisation={{REFERENCE}}">[[Order a certificate]]</a>
{{/OWN}}
</div></div>
{{#OWN}}{{#UNCHECKED}}
<p class="notice">[[Not checked yet: you can order already. Officers look at the organisation, too; for that they need its whole address.]]</p>
{{/UNCHECKED}}{{/OWN}}
{{#EXPIRING}}
<p class="notice warn">{{TEXT}}{{#OWN}} <a href="{{BASE}}/certificates?organisation={{REFERENCE}}&amp;status=expiring">[[Show them]]</a>{{/OWN}}</p>
{{/EXPIRING}}
<div class="halves">
<section class="sheet part" aria-labelledby="technical-contact"><h2 id="technical-contact">[[Technical contact]]</h2>
<dl class="facts"><div><dt>[[Name]]</dt><dd dir="auto">{{CONTACT_NAME}}</dd></div>{{#CONTACT_PHONE}}<div><dt>[[Phone]]</dt><dd>{{PHONE}}</dd></div>{{/CONTACT_PHONE}}{{#EMAIL_READ}}<div><dt>[[E-mail address]]</dt><dd>{{#CONTACT_UNICODE}}{{EMAIL}}<small>{{/CONTACT_UNICODE}}<a href="mailto:{{CONTACT_EMAIL}}">{{CONTACT_EMAIL}}</a>{{#CONTACT_UNICODE}}</small>{{/CONTACT_UNICODE}}</dd></div>{{/EMAIL_READ}}</dl>
{{#OWN}}
<p class="hint">[[That is you.]] <a href="{{BASE}}/account">[[Change name and phone in your account]]</a></p>
<p>@include(help topic=handover label="[[Hand over an organisation]]")@</p>
@include(errors)@
{{/OWN}}
{{#INVITE}}
<div class="notice warn"><div><p><strong>[[Invite {{ADDRESS}} to register?]]</strong> [[We send a mail that names your address, and nothing else of you. As soon as your successor has registered, start the handover here once more.]]</p>
<p class="hint">[[Three invitations a day are possible, and one in 30 days to the same address, whoever sends it. Whoever wants no more of them gets no more.]]</p>
<form method="post" action="{{BASE}}/organisations/{{REFERENCE}}/technical-contact/invite"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="email" value="{{ADDRESS}}"><button class="btn btn-primary">[[Send an invitation]]</button></form></div></div>
{{/INVITE}}
{{#NONE_UNDER_WAY}}
<form class="inside" method="post" action="{{BASE}}/organisations/{{REFERENCE}}/technical-contact#technical-contact"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<h3>[[Hand over to a successor]]</h3>
@include(field name=email type=email autocomplete=off label="[[E-mail address of the technical contact]]" hint="[[An address other than yours starts the handover procedure. The only condition: your successor has registered with this portal.]]")@
<input class="visually-hidden" type="email" name="username" autocomplete="username" value="{{CONTACT_EMAIL}}" tabindex="-1" readonly aria-hidden="true">
@include(password name=current_password autocomplete=current-password label="[[Your password]]" hint="[[The one that you sign in with]]")@
@include(own_code)@
<details class="more"{{#HAS_ERRORS}} open{{/HAS_ERRORS}}><summary>[[What a handover moves, and how it goes]]</summary>
<h4>[[These go over]]</h4>
<ul><li>{{LOAD_CERTIFICATES}}</li><li>{{LOAD_ORDERS}}</li></ul>
<h4>[[Your successor will be able to]]</h4>
<ul><li>[[see and download all certificates of this organisation]]</li><li>[[take over the open orders]]</li><li>[[edit the organisation’s data and see its history]]</li><li>[[hand the organisation over again]]</li></ul>
<h4>[[You lose]]</h4>
<ul><li>[[every access to this organisation and its certificates, at once; saved links and open pages stop working, too]]</li></ul>
<p>[[You keep your account, and other organisations that you manage. Each one is handed over by itself.]] [[The private keys lie on the servers, never in the portal: tell your successor where they are.]]</p>
<h4>[[The handover procedure in four steps]]</h4>
@include(procedure first="[[You start it here]]")@
</details>
<div class="buttons"><button class="btn btn-quiet">[[Start the handover]]</button></div>
</form>
{{/NONE_UNDER_WAY}}
{{#UNDER_WAY}}
<h3>[[Handover]] <a href="{{BASE}}/handovers/{{REFERENCE}}">{{REFERENCE}}</a> <span class="state {{LOOK}}">{{STATE}}</span></h3>
<p class="hint">[[to {{SUCCESSOR_EMAIL}}]] · [[open until {{EXPIRES_AT}}]]</p>
@include(steps)@
@include(new_session_password)@
@include(contact_actions)@
{{/UNDER_WAY}}
</section>
<div>
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
{{#ADDRESS_INCOMPLETE}}
<p class="notice warn">[[The address is incomplete. Ask the technical contact to complete it first.]]</p>
{{/ADDRESS_INCOMPLETE}}
<button class="btn btn-primary" name="checked" value="1">[[Mark as checked]]</button>
{{/UNCHECKED}}
</form>
{{/MAY_CHECK}}
{{#MAY_NOT_CHECK}}
<p class="hint">{{>MESSAGE}}</p>
{{/MAY_NOT_CHECK}}
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
</div>
{{#HAS_HISTORY}}
<section aria-labelledby="history"><h2 id="history">[[History]]</h2>
<div class="sheet"><table class="list history"><thead><tr><th scope="col">[[When]]</th><th scope="col">[[What]]</th><th scope="col">[[Who]]</th><th scope="col">[[Reference number]]</th></tr></thead><tbody>
{{#EVENT}}
<tr><td>{{WHEN}}</td><td>{{WHAT}}</td><td>{{#BY}}{{ACTOR}}{{/BY}}{{#BY_PORTAL}}[[portal]]{{/BY_PORTAL}}{{#BY_OPERATORS}}[[operators]]{{/BY_OPERATORS}}</td><td>{{#OF_HANDOVER}}{{REFERENCE}}{{/OF_HANDOVER}}</td></tr>
{{/EVENT}}
</tbody></table></div></section>
{{/HAS_HISTORY}}
@include(foot)@
