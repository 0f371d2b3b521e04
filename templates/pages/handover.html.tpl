{{%AUTOESCAPE context="HTML"}}
@include(head title="{{#NO_QUESTION}}[[Handover {{REFERENCE}}]]{{/NO_QUESTION}}{{#DECLINE_QUESTION}}[[Decline the handover?]]{{/DECLINE_QUESTION}}" class="middle" crumb=handovers crumb_label="[[Handovers]]" crumb_here="{{REFERENCE}}")@
{{#DECLINE_QUESTION}}
<h1>[[Decline the handover?]]</h1>
<p class="lead-in">{{REFERENCE}} · <bdi>{{ORGANISATION}}</bdi> · [[from {{CONTACT_NAME}}, {{CONTACT_EMAIL}}]]</p>
<div class="sheet form"><p>[[This ends the handover, and the technical contact is told by mail. The organisation stays with its present technical contact; a new handover may be started.]]</p>
<form method="post" action="{{BASE}}/handovers/{{REFERENCE}}/decline"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="confirm" value="1">
<div class="buttons"><button class="btn btn-primary">[[Yes, decline]]</button> <a href="{{BASE}}/handovers/{{REFERENCE}}">[[No, back]]</a></div></form></div>
{{/DECLINE_QUESTION}}
{{#NO_QUESTION}}
<div class="title"><div><h1><bdi>{{ORGANISATION}}</bdi>: [[Handover]]</h1>
<p class="lead-in">{{REFERENCE}} · {{ORGANISATION_REFERENCE}} · {{#CONTACT}}[[to {{SUCCESSOR_EMAIL}}]]{{/CONTACT}}{{#SUCCESSOR}}[[from {{CONTACT_NAME}}, {{CONTACT_EMAIL}}]]{{/SUCCESSOR}}{{#LOAD}} · {{CERTIFICATES}}{{#HAS_ORDERS}}, {{ORDERS}}{{/HAS_ORDERS}}{{/LOAD}}{{#OPEN}} · [[open until {{EXPIRES_AT}}]] ({{DAYS_LEFT}}){{/OPEN}}</p></div>
<span class="state {{LOOK}}">{{STATE}}</span></div>
@include(errors)@
{{#SUCCESSOR_OFFERED}}
<div class="sheet form"><h2>[[Your turn]]</h2>
<p>[[If you accept, you become the technical contact of this organisation once you have entered the session password. {{CONTACT_NAME}} tells you that password in person or by phone. Accepting alone gives access to nothing.]]</p>
<div class="buttons">
@include(handover_button action=accept look="btn-primary btn-lg" label="[[Accept the handover]]")@
@include(handover_button action=decline look=btn-quiet label="[[Decline …]]")@
</div></div>
{{/SUCCESSOR_OFFERED}}
{{#SUCCESSOR_ACCEPTED}}
<form class="sheet form" method="post" action="{{BASE}}/handovers/{{REFERENCE}}/authorise"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<h2>[[Your turn: enter the session password]]</h2>
<p>[[{{CONTACT_NAME}} tells it to you in person or by phone. As soon as it is right, the organisation is yours to manage.]]</p>
<p>[[You do not have it yet? Ask {{CONTACT_NAME}} ({{CONTACT_EMAIL}}).]] @include(help topic=session-password label="[[The session password]]")@</p>
<div class="field"><label for="session_password">[[Session password]]</label>
<p class="hint" id="session_password-hint">[[16 letters and digits; capitals, blanks and dashes do not matter.]] <strong>{{TRIES_LEFT}}</strong></p>
<input class="form-control typed-secret" id="session_password" name="session_password" type="text" maxlength="100" autocomplete="off" autocapitalize="characters" spellcheck="false" required{{#SESSION_PASSWORD_BAD}} aria-invalid="true"{{/SESSION_PASSWORD_BAD}} aria-describedby="session_password-hint{{#SESSION_PASSWORD_BAD}} session_password-error{{/SESSION_PASSWORD_BAD}}">
{{#SESSION_PASSWORD_BAD}}
<div class="error" id="session_password-error">
{{#SESSION_PASSWORD_ERROR}}
<p>{{>MESSAGE}}</p>
{{/SESSION_PASSWORD_ERROR}}
</div>
{{/SESSION_PASSWORD_BAD}}
</div>
<div class="buttons"><button class="btn btn-primary">[[Take over the organisation]]</button></div>
</form>
{{/SUCCESSOR_ACCEPTED}}
{{#CONTACT_OFFERED}}
<p class="notice">[[Your successor’s turn: to accept or decline, by the link in the mail or signed in under “Handovers”. Give them the session password in person or by phone.]]</p>
{{/CONTACT_OFFERED}}
{{#CONTACT_ACCEPTED}}
<p class="notice">[[Your successor’s turn: to sign in and enter the session password. If they do not have it yet, tell them in person or by phone.]]</p>
{{/CONTACT_ACCEPTED}}
{{#CONTACT_COMPLETED}}
<p class="notice good">[[The organisation has gone over to your successor. You have no access to it and its certificates any more; other organisations that you manage stay with you.]]</p>
{{/CONTACT_COMPLETED}}
{{#SUCCESSOR_COMPLETED}}
<p class="notice good">[[The organisation has gone over to you, with all its certificates and open orders.]]</p>
{{/SUCCESSOR_COMPLETED}}
{{#IS_DECLINED}}
<p class="notice">{{#CONTACT}}[[Nothing has changed: you remain the technical contact, and you may start a new handover.]]{{/CONTACT}}{{#SUCCESSOR}}[[You have declined: nothing has changed for you.]]{{/SUCCESSOR}}</p>
{{/IS_DECLINED}}
{{#IS_WITHDRAWN}}
<p class="notice">{{#CONTACT}}[[It gave nobody access; link and session password are void.]]{{/CONTACT}}{{#SUCCESSOR}}[[The handover is withdrawn: nothing has changed for you. If that is a surprise, ask {{CONTACT_NAME}}.]]{{/SUCCESSOR}}</p>
{{/IS_WITHDRAWN}}
{{#IS_EXPIRED}}
<p class="notice">{{#CONTACT}}[[The 14 days are over. Nothing has changed: you may start a new handover.]]{{/CONTACT}}{{#SUCCESSOR}}[[The 14 days are over: nothing has changed for you. {{CONTACT_NAME}} may start a new handover.]]{{/SUCCESSOR}}</p>
{{/IS_EXPIRED}}
{{#IS_BLOCKED}}
<p class="notice">{{#CONTACT}}[[The session password was wrong five times. Nobody got access. Ask your successor whether it was them, then start a new handover.]]{{/CONTACT}}{{#SUCCESSOR}}[[The session password was wrong five times. Nothing has changed; ask {{CONTACT_NAME}} to start a new handover.]]{{/SUCCESSOR}}</p>
{{/IS_BLOCKED}}
@include(steps)@
{{#CONTACT}}
{{#OPEN}}
@include(new_session_password)@
@include(contact_actions more="organisations/{{ORGANISATION_REFERENCE}}" more_label="[[To the organisation]]")@
<p>@include(help topic=handover label="[[Hand over an organisation]]")@</p>
{{/OPEN}}
{{/CONTACT}}
{{#SUCCESSOR_ACCEPTED}}
<div class="buttons">
@include(handover_button action=decline look=btn-quiet label="[[Decline after all …]]")@
</div>
{{/SUCCESSOR_ACCEPTED}}
{{#ENDED}}
<div class="buttons">
{{#SUCCESSOR_COMPLETED}}
<a class="btn btn-primary" href="{{BASE}}/certificates?organisation={{ORGANISATION_REFERENCE}}">[[To its certificates]]</a>
{{/SUCCESSOR_COMPLETED}}
{{#CONTACT_KEEPS}}
<a class="btn btn-primary" href="{{BASE}}/organisations/{{ORGANISATION_REFERENCE}}#technical-contact">[[To the organisation]]</a>
{{/CONTACT_KEEPS}}
{{#IS_COMPLETED}}
<a class="btn btn-quiet" href="{{BASE}}/handovers/{{REFERENCE}}/receipt">[[Receipt for printing]]</a>
{{/IS_COMPLETED}}
<a class="btn btn-quiet" href="{{BASE}}/handovers">[[All handovers]]</a></div>
{{/ENDED}}
{{/NO_QUESTION}}
@include(foot)@
