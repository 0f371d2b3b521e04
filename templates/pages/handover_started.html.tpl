{{%AUTOESCAPE context="HTML"}}
@include(head title="{{ORGANISATION}}: {{#STARTED}}[[Handover started]]{{/STARTED}}{{#RENEWED}}[[New session password]]{{/RENEWED}}" class="middle" crumb=handovers crumb_label="[[Handovers]]" crumb_here="{{REFERENCE}}")@
<h1><bdi>{{ORGANISATION}}</bdi>: {{#STARTED}}[[Handover started]]{{/STARTED}}{{#RENEWED}}[[New session password]]{{/RENEWED}}</h1>
<p class="lead-in">{{REFERENCE}} · [[to {{SUCCESSOR_EMAIL}}]]{{#LOAD}} · {{CERTIFICATES}}{{#HAS_ORDERS}}, {{ORDERS}}{{/HAS_ORDERS}}{{/LOAD}} · [[open until {{EXPIRES_AT}}]]</p>
<div class="sheet secret"><div>[[Your session password]]</div>
<code id="session-password">{{SESSION_PASSWORD}}</code>
<p>[[It is shown <strong>only now</strong>: do not load this page again. Note it down and give it to your successor securely, preferably in person or by phone, never by e-mail.]]</p>
<p class="hint">@include(help topic=session-password label="[[The session password]]")@</p>
{{#RENEWED}}
<p class="hint">[[The earlier session password is void. Tries already used stay used.]]</p>
{{/RENEWED}}
</div>
<h2>[[This is how the handover procedure goes on]]</h2>
@include(steps)@
@include(contact_actions more="handovers/{{REFERENCE}}" more_label="[[I have noted it]]")@
@include(foot)@
