{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Organisations]]" class="")@
<div class="title"><div><h1>[[Organisations]]</h1>
<p class="lead-in">{{#OWN}}{{#HAS_ROWS}}[[You are the technical contact of these organisations.]]{{/HAS_ROWS}}{{/OWN}}{{#APPROVAL}}[[All organisations, for officers to check]]{{/APPROVAL}}</p></div>
{{#OWN}}
{{#HAS_ROWS}}
<a class="btn btn-primary" href="{{BASE}}/organisations/new">[[Add an organisation]]</a>
{{/HAS_ROWS}}
{{/OWN}}
{{#APPROVAL}}
<form class="search" role="search" action="{{BASE}}/approvals/organisations"><label class="visually-hidden" for="q">[[Search]]</label>
<input class="form-control" id="q" name="q" type="search" placeholder="[[Name, city, reference …]]" title="[[Any part of name or city; or the whole reference, or the technical contact’s whole address]]" value="{{Q}}"><button class="btn btn-quiet">[[Search]]</button></form>
{{/APPROVAL}}
</div>
{{#HAS_ROWS}}
<div class="sheet"><table class="list organisations" id="organisations"><thead><tr><th scope="col">[[Reference number]]</th><th scope="col">[[Name]]</th><th scope="col">[[City]]</th><th scope="col">[[Certificates]]</th><th scope="col">[[Checked]]</th></tr></thead><tbody>
{{#ROW}}
<tr data-reference="{{REFERENCE}}"><td class="ref"><a href="{{BASE}}{{#APPROVAL}}/approvals{{/APPROVAL}}/organisations/{{REFERENCE}}">{{REFERENCE}}</a></td><td><a class="name" dir="auto" href="{{BASE}}{{#APPROVAL}}/approvals{{/APPROVAL}}/organisations/{{REFERENCE}}">{{NAME}}</a></td><td class="org">{{CITY}}<small>{{COUNTRY}}</small></td><td>{{#OWN}}<a href="{{BASE}}/certificates?organisation={{REFERENCE}}">{{/OWN}}{{CERTIFICATES}}{{#OWN}}</a>{{/OWN}}</td><td>{{#CHECKED}}<span class="state good">[[checked]]</span>{{/CHECKED}}{{#UNCHECKED}}<span class="state calm">[[not yet checked]]</span>{{/UNCHECKED}}</td></tr>
{{/ROW}}
</tbody></table></div>
<div class="foot">@include(list_as csv="{{URL_CSV}}" json="{{URL_JSON}}")@
<span class="pages">{{#NOT_FIRST}}<a href="{{URL}}">[[First page]]</a>{{/NOT_FIRST}}
{{#NEXT}}
<a rel="next" href="{{URL}}">[[Next page]]</a>
{{/NEXT}}
</span></div>
{{/HAS_ROWS}}
{{#NOTHING_FOUND}}
<div class="sheet empty"><h2>[[Nothing found]]</h2>
<p>[[The search looks for any part of a name or city, or for the whole reference number or the technical contact’s whole address.]]</p>
<a class="btn btn-quiet" href="{{BASE}}/approvals/organisations">[[Show all organisations]]</a></div>
{{/NOTHING_FOUND}}
{{#ALL_HANDED_OVER}}
<div class="sheet empty"><h2>[[You have handed everything over]]</h2>
<p>[[You are no organisation’s technical contact any more: your successors look after their certificates now. Your account stays, and so do the receipts of your handovers.]]</p>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/handovers">[[Your handovers and receipts]]</a> <a class="btn btn-quiet" href="{{BASE}}/organisations/new">[[Add an organisation]]</a></div></div>
{{/ALL_HANDED_OVER}}
{{#NO_ROWS}}
<div class="sheet empty"><h2>[[No organisation yet]]</h2>
{{#OWN}}
<p>[[Certificates belong to organisations. Add yours, and you are its technical contact. If a colleague manages it already, ask them to hand it over to you.]]</p>
<a class="btn btn-primary" href="{{BASE}}/organisations/new">[[Add an organisation]]</a>
{{/OWN}}
{{#APPROVAL}}
<p>[[Organisations appear here as soon as a technical contact adds one.]]</p>
<a class="btn btn-primary" href="{{BASE}}/approvals">[[Look at the orders]]</a>
{{/APPROVAL}}
</div>
{{/NO_ROWS}}
@include(foot)@
