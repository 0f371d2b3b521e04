{{%AUTOESCAPE context="HTML"}}
@include(head title="{{#NO_QUESTION}}[[An organisation for you]]{{/NO_QUESTION}}{{#DECLINE_QUESTION}}[[Decline the handover?]]{{/DECLINE_QUESTION}}" class="middle")@
{{#DECLINE_QUESTION}}
<h1>[[Decline the handover?]]</h1>
<p class="lead-in">{{REFERENCE}} · <bdi>{{ORGANISATION}}</bdi> · [[from {{CONTACT_NAME}}, {{CONTACT_EMAIL}}]]</p>
<div class="sheet form"><p>[[This ends the handover, and the technical contact is told by mail. The organisation stays with its present technical contact; a new handover may be started.]]</p>
<div class="buttons"><form method="post" action="{{BASE}}/handover/decline"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="confirm" value="1"><button class="btn btn-primary">[[Yes, decline]]</button></form>
<a href="{{BASE}}/handover?token={{TOKEN}}">[[No, back]]</a></div></div>
{{/DECLINE_QUESTION}}
{{#NO_QUESTION}}
<h1>[[An organisation for you]]: <bdi>{{ORGANISATION}}</bdi></h1>
<p class="lead-in">[[{{CONTACT_NAME}} would like to make you, {{SUCCESSOR_EMAIL}}, the technical contact.]]</p>
{{#OTHER_ACCOUNT}}
<p class="notice warn">[[You are signed in here as {{ADDRESS}}. You can answer all the same; afterwards sign in with the account {{SUCCESSOR_EMAIL}}.]]</p>
{{/OTHER_ACCOUNT}}
<div class="sheet form"><dl class="facts"><div><dt>[[Organisation]]</dt><dd dir="auto">{{ORGANISATION}}<small>{{ORGANISATION_REFERENCE}}</small></dd></div>
<div><dt>[[From]]</dt><dd dir="auto">{{CONTACT_NAME}}<small>{{CONTACT_EMAIL}}</small></dd></div>
<div><dt>[[Started]]</dt><dd>{{STARTED_AT}}</dd></div><div><dt>[[Open until]]</dt><dd>{{EXPIRES_AT}}</dd></div><div><dt>[[Reference number]]</dt><dd>{{REFERENCE}}</dd></div></dl>
<p>[[You do not know {{CONTACT_NAME}}, or did not expect this? Then decline, or simply close this page: without you nothing happens.]]</p>
<div class="buttons"><form method="post" action="{{BASE}}/handover/accept"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn btn-primary btn-lg">[[Accept the handover]]</button></form>
<form method="post" action="{{BASE}}/handover/decline"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="token" value="{{TOKEN}}"><button class="btn btn-quiet">[[Decline …]]</button></form></div></div>
<h2>[[This is how the handover procedure goes on]]</h2>
@include(steps)@
<p>@include(help topic=session-password label="[[The session password]]")@</p>
{{/NO_QUESTION}}
@include(foot)@
