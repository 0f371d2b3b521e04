{{%AUTOESCAPE context="HTML"}}
@include(head title="[[My open orders]]" class="")@
<div class="title"><div><h1>{{#OPEN}}[[My open orders]]{{/OPEN}}{{#CLOSED}}[[Rejected and withdrawn orders]]{{/CLOSED}}</h1>
{{#OPEN}}<p class="lead-in">[[Certificates that are not issued yet. Issued ones stand under “My certificates”.]]</p>{{/OPEN}}</div>
{{#MAY_ORDER}}
<a class="btn btn-primary" href="{{BASE}}/orders/new">[[Order a certificate]]</a>
{{/MAY_ORDER}}
</div>
<div class="tools"><nav class="chips" aria-label="[[By state]]">
<a class="chip" href="{{BASE}}/orders"{{#OPEN}} aria-current="true"{{/OPEN}}>[[Open]]</a>
<a class="chip" href="{{BASE}}/orders?status=closed"{{#CLOSED}} aria-current="true"{{/CLOSED}}>[[Rejected, withdrawn]]</a>
</nav></div>
{{#HAS_ROWS}}
<div class="sheet"><table class="list orders" id="orders"><thead><tr><th scope="col">[[Reference number]]</th><th scope="col">[[Name]]</th><th scope="col">[[Organisation]]</th><th scope="col">[[Submitted]]</th><th scope="col">[[State]]</th></tr></thead><tbody>
{{#ROW}}
<tr data-reference="{{NUMBER}}"><td><a href="{{BASE}}/orders/{{NUMBER}}">{{NUMBER}}</a><small>{{KIND}}</small></td><td><a href="{{BASE}}/orders/{{NUMBER}}">{{NAME}}</a><small>{{NOTE}}</small></td><td dir="auto">{{ORGANISATION}}</td><td>{{SUBMITTED_ON}}<small>{{AGE}}</small></td><td><b class="state {{CLASS}}">{{STATE}}</b><small>{{NEXT_STEP}}</small></td></tr>
{{/ROW}}
</tbody></table></div>
<div class="foot">@include(list_as csv="{{BASE}}/orders.csv{{#CLOSED}}?status=closed{{/CLOSED}}" json="{{BASE}}/orders.json{{#CLOSED}}?status=closed{{/CLOSED}}")@
<span class="pages">{{#NOT_FIRST}}<a href="{{URL}}">[[First page]]</a>{{/NOT_FIRST}}
{{#NEXT}}
<a rel="next" href="{{URL}}">[[Next page]]</a>
{{/NEXT}}
</span></div>
{{/HAS_ROWS}}
{{#NO_ROWS}}
<div class="sheet empty"><h2>{{#OPEN}}[[No order is open]]{{/OPEN}}{{#CLOSED}}[[No order was rejected or withdrawn]]{{/CLOSED}}</h2>
{{#NO_ORGANISATION}}
<p>[[A certificate is ordered for an organisation, of which you are the technical contact.]]</p>
<p><a class="btn btn-primary" href="{{BASE}}/organisations/new">[[Add an organisation]]</a></p>
{{/NO_ORGANISATION}}
{{#MAY_ORDER}}
<p>{{#OPEN}}[[An order stays here until its certificate is issued.]]{{/OPEN}}{{#CLOSED}}[[Orders that are rejected, or that you withdraw, stand here.]]{{/CLOSED}}</p>
<a class="btn btn-quiet" href="{{BASE}}/certificates">[[See my certificates]]</a>
{{/MAY_ORDER}}
</div>
{{/NO_ROWS}}
@include(foot)@
