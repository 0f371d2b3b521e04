{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Overview]]" class="")@
<div class="title"><div><h1>[[Overview]]</h1></div>
{{#HAS_ORGANISATIONS}}
{{#USUAL}}<a class="btn {{#HAS_TASKS}}btn-quiet{{/HAS_TASKS}}{{#NO_TASKS}}btn-primary{{/NO_TASKS}}" href="{{BASE}}/orders/new">[[Order a certificate]]</a>{{/USUAL}}
{{/HAS_ORGANISATIONS}}
</div>
{{#HAS_TASKS}}
<section aria-labelledby="now"><h2 id="now">[[What needs you now]]</h2>
<ul class="sheet tasks" id="tasks">
{{#HANDOVERS}}
<li><span class="state warn">[[Handover]]</span><p><strong>{{TEXT}}</strong></p><a class="btn btn-primary btn-sm" href="{{BASE}}/handovers">[[See what to do]]</a></li>
{{/HANDOVERS}}
{{#ACCEPTED_HANDOVER}}
<li><span class="state warn">[[Handover]]</span><p><a href="{{BASE}}/handovers/{{REFERENCE}}">{{ORGANISATION}}</a><small>[[{{SUCCESSOR_EMAIL}} has accepted and now needs the session password from you.]]</small></p><a class="btn btn-quiet btn-sm" href="{{BASE}}/handovers/{{REFERENCE}}">[[See the handover]]</a></li>
{{/ACCEPTED_HANDOVER}}
{{#APPROVALS}}
<li><span class="state warn">[[Approvals]]</span><p><strong>{{TEXT}}</strong></p><a class="btn btn-primary btn-sm" href="{{BASE}}/approvals">[[Look at them]]</a></li>
{{/APPROVALS}}
{{#REJECTED}}
<li data-reference="{{NUMBER}}"><span class="state bad">[[rejected]]</span><p><a href="{{BASE}}/orders/{{NUMBER}}">{{NAME}}</a><small>{{REASON}}</small></p><a class="btn btn-quiet btn-sm" href="{{BASE}}/orders/{{NUMBER}}">[[See the order]]</a></li>
{{/REJECTED}}
{{#CERTIFICATE}}
<li data-reference="{{NUMBER}}"><span class="state {{CLASS}}">{{STATE}}</span><p><a href="{{BASE}}/certificates/{{NUMBER}}">{{NAME}}</a><small>{{ORGANISATION}} · {{END}} · {{DAYS}}</small></p><a class="btn btn-primary btn-sm" href="{{BASE}}/certificates/{{NUMBER}}/renew" aria-label="[[Renew {{NAME}}]]">[[Renew]]</a></li>
{{/CERTIFICATE}}
{{#MORE_CERTIFICATES}}
<li class="all"><a href="{{BASE}}/certificates?status=expiring">[[All that end soon]]</a></li>
{{/MORE_CERTIFICATES}}
</ul></section>
{{/HAS_TASKS}}
@include(no_organisation)@
{{#FIRST_ORDER}}
<section class="sheet part" aria-labelledby="now"><h2 id="now">[[Your next step: the first certificate]]</h2>
<p>[[You can order at once. An officer looks at the order and at your organisation, which needs its whole address for that.]]</p>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/orders/new">[[Order a certificate]]</a> <a class="btn btn-quiet" href="{{BASE}}/organisations/{{REFERENCE}}/edit">[[Complete the address]]</a></div></section>
{{/FIRST_ORDER}}
{{#NO_TASKS}}
<section class="sheet part calm" aria-labelledby="now"><h2 id="now">[[Nothing needs you now]]</h2>
<p>[[No certificate ends within the next 30 days, and nobody waits for you. Before one ends you get a mail.]]</p></section>
{{/NO_TASKS}}
{{#HAS_ISSUED}}
<section class="after" aria-labelledby="issued"><h2 id="issued">[[Newly issued]]</h2>
<ul class="sheet tasks">
{{#ISSUED}}
<li data-reference="{{NUMBER}}"><span class="state good">[[issued]]</span><p><a href="{{BASE}}/certificates/{{NUMBER}}">{{NAME}}</a></p><a class="btn btn-quiet btn-sm" href="{{BASE}}/certificates/{{NUMBER}}#downloads" aria-label="[[Download {{NAME}}]]">[[Download]]</a></li>
{{/ISSUED}}
</ul></section>
{{/HAS_ISSUED}}
{{#OFFERED_HANDOVER}}
<p class="notice">[[You are handing over {{ORGANISATION}}; {{SUCCESSOR_EMAIL}} has not answered yet.]] <a href="{{BASE}}/handovers/{{REFERENCE}}">[[See the handover]]</a></p>
{{/OFFERED_HANDOVER}}
{{#OPEN_ORDERS}}
<p class="notice">{{TEXT}} <a href="{{BASE}}/orders">[[My open orders]]</a></p>
{{/OPEN_ORDERS}}
{{#MONTHS}}
<section class="after" aria-labelledby="months"><h2 id="months">[[When certificates end]]</h2>
<div class="sheet part"><p class="lead-in">{{SUM}}</p>
<svg class="months" width="100%" height="156" role="img" aria-labelledby="months">
<line x1="0" x2="100%" y1="120" y2="120"/>
{{#MONTH}}
<rect x="{{LEFT}}" y="{{TOP}}" width="{{WIDTH}}" height="{{HEIGHT}}" rx="2"><title>{{NAME}}: {{WORDS}}</title></rect><text x="{{MIDDLE}}" y="{{ABOVE}}">{{COUNT}}</text><text class="name" x="{{MIDDLE}}" y="136">{{SHORT}}</text><text class="name" x="{{MIDDLE}}" y="151">{{YEAR}}</text>
{{/MONTH}}
</svg>
<ul class="visually-hidden">{{#MONTH}}<li>{{NAME}}: {{WORDS}}</li>{{/MONTH}}</ul>
<a href="{{BASE}}/certificates">[[All certificates, those that end next first]]</a></div></section>
{{/MONTHS}}
{{#HAS_ORGANISATIONS}}
<section class="after" aria-labelledby="organisations"><h2 id="organisations">[[My organisations]]</h2>
<ul class="sheet tasks">
{{#ORGANISATION}}
<li><p><a dir="auto" href="{{BASE}}/organisations/{{REFERENCE}}">{{NAME}}</a><small>{{REFERENCE}}</small></p><a href="{{BASE}}/certificates?organisation={{REFERENCE}}">{{CERTIFICATES}}</a></li>
{{/ORGANISATION}}
{{#MORE_ORGANISATIONS}}
<li class="all"><a href="{{BASE}}/organisations">[[All organisations]]</a></li>
{{/MORE_ORGANISATIONS}}
</ul></section>
{{/HAS_ORGANISATIONS}}
@include(foot)@
