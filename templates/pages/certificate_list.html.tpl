{{%AUTOESCAPE context="HTML"}}
@include(head title="[[My certificates]]" class="")@
<div class="title"><div><h1>[[My certificates]]</h1>
<p class="lead-in">{{#IN_ORGANISATION}}{{NAME}}{{/IN_ORGANISATION}}{{#IN_ALL}}[[Approved and issued certificates of your organisations]]{{/IN_ALL}}</p></div>
{{#HAS_CERTIFICATES}}
<a class="btn btn-primary" href="{{BASE}}/orders/new">[[Order a certificate]]</a>
{{/HAS_CERTIFICATES}}
</div>
{{#ENDING}}
<div class="notice warn" role="status"><span><strong>{{TEXT}}</strong> [[Next: {{NAME}}, on {{DATE}}.]]</span> <a href="{{URL}}">[[Show them]]</a></div>
{{/ENDING}}
@include(errors)@
{{#HAS_CERTIFICATES}}
<div class="tools"><nav class="chips" aria-label="[[By state]]">
<a class="chip" href="{{URL_ALL}}"{{#AT_ALL}} aria-current="true"{{/AT_ALL}}>[[All]] <b>{{COUNT_ALL}}</b></a>
<a class="chip" href="{{URL_EXPIRING}}"{{#AT_EXPIRING}} aria-current="true"{{/AT_EXPIRING}}>[[Ends soon]] <b>{{COUNT_EXPIRING}}</b></a>
<a class="chip" href="{{URL_ACTIVE}}"{{#AT_ACTIVE}} aria-current="true"{{/AT_ACTIVE}}>[[Valid]] <b>{{COUNT_ACTIVE}}</b></a>
<a class="chip" href="{{URL_EXPIRED}}"{{#AT_EXPIRED}} aria-current="true"{{/AT_EXPIRED}}>[[Expired]] <b>{{COUNT_EXPIRED}}</b></a>
<a class="chip" href="{{URL_REVOKED}}"{{#AT_REVOKED}} aria-current="true"{{/AT_REVOKED}}>[[Revoked]] <b>{{COUNT_REVOKED}}</b></a>
<a class="chip" href="{{URL_REPLACED}}"{{#AT_REPLACED}} aria-current="true"{{/AT_REPLACED}}>[[Replaced]] <b>{{COUNT_REPLACED}}</b></a>
</nav>
<form class="search" role="search" action="{{BASE}}/certificates"><input class="form-control" id="q" name="q" type="search" aria-label="[[Search]]" placeholder="[[Name, serial or reference number]]" title="[[Any part of a name; or the whole reference number, serial number or fingerprint]]" value="{{Q}}">
{{#KEEP}}
<input type="hidden" name="{{NAME}}" value="{{VALUE}}">
{{/KEEP}}
<button class="btn btn-quiet">[[Search]]</button></form></div>
{{/HAS_CERTIFICATES}}
{{#HAS_ROWS}}
<form class="many" method="post" action="{{URL_ZIP}}"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<div class="sheet"><table class="list" id="certificates"><thead><tr><td></td><th scope="col"{{#SORT_NUMBER}} aria-sort="{{DIRECTION}}"{{/SORT_NUMBER}}><a href="{{URL_NUMBER}}">[[Reference number]]</a></th><th scope="col"{{#SORT_NAME}} aria-sort="{{DIRECTION}}"{{/SORT_NAME}}><a href="{{URL_NAME}}">[[Name]]</a></th><th scope="col">[[Organisation]]</th><th scope="col"{{#SORT_END}} aria-sort="{{DIRECTION}}"{{/SORT_END}}><a href="{{URL_END}}">[[Valid until]]</a></th><th scope="col">[[State]]</th><td></td></tr></thead><tbody>
{{#ROW}}
<tr data-reference="{{NUMBER}}"><td><input type="checkbox" name="number" value="{{NUMBER}}" aria-label="{{NUMBER}}"><td><a href="{{BASE}}/certificates/{{NUMBER}}">{{NUMBER}}</a><td><a href="{{BASE}}/certificates/{{NUMBER}}">{{NAME}}</a><small>{{NOTE}}</small><td>{{ORGANISATION}}<td>{{END}}<small>{{DAYS}}</small><td><b class="{{CLASS}}">{{STATE}}</b><td>{{#RENEW}}<a href="{{BASE}}/certificates/{{NUMBER}}/renew">[[Renew]]</a> {{/RENEW}}{{#OPEN_ORDER}}<a href="{{BASE}}/orders/{{ORDER}}">[[Successor]]</a> {{/OPEN_ORDER}}<a href="{{BASE}}/certificates/{{NUMBER}}#downloads">[[Files]]</a></tr>
{{/ROW}}
</tbody></table></div>
<div class="foot"><span>{{COUNT_LINE}}</span>
<span class="ticked"><button class="btn btn-quiet btn-sm">[[Download the ticked ones as ZIP]]</button> <button class="btn btn-quiet btn-sm" formaction="{{URL_RENEW}}">[[Renew the ticked ones]]</button></span>
@include(list_as csv="{{URL_CSV}}" json="{{URL_JSON}}")@
<span><a href="{{BASE}}/account/calendar">[[Ends in my calendar]]</a></span>
<span class="pages">{{#NOT_FIRST}}<a href="{{URL_FIRST}}">[[First page]]</a>{{/NOT_FIRST}}
{{#NEXT}}
<a rel="next" href="{{URL}}">[[Next page]]</a>
{{/NEXT}}
</span></div></form>
{{/HAS_ROWS}}
{{#NOTHING_FOUND}}
<div class="sheet empty"><h2>[[Nothing found]]</h2>
<p>[[No certificate fits this filter. The search looks for any part of a certificate’s name, or for its whole reference number, serial number or fingerprint. It does not look at the names of organisations.]]</p>
<div class="buttons"><a class="btn btn-quiet" href="{{BASE}}/certificates">[[Show all certificates]]</a> <a class="btn btn-quiet" href="{{BASE}}/orders">[[My open orders]]</a></div></div>
{{/NOTHING_FOUND}}
{{#NO_CERTIFICATE}}
<div class="sheet empty"><h2>[[No certificate yet]]</h2>
<p>[[Certificates appear here as soon as they are approved and issued.]]</p>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/orders/new">[[Order a certificate]]</a> <a class="btn btn-quiet" href="{{BASE}}/orders">[[My open orders]]</a></div></div>
{{/NO_CERTIFICATE}}
@include(no_organisation)@
@include(foot)@
