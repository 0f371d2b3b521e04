{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Approvals]]" class="")@
<div class="title"><div><h1>[[Approvals]]</h1>
<p class="lead-in">[[Orders of certificates that wait for an officer]]</p></div>
<a class="btn btn-quiet" href="{{BASE}}/approvals/organisations">[[Check organisations]]</a></div>
@include(errors)@
<div class="tools"><nav class="chips" aria-label="[[By state]]">
<a class="chip" href="{{BASE}}/approvals"{{#AT_WAITING}} aria-current="true"{{/AT_WAITING}}>[[All that wait]]</a>
<a class="chip" href="{{BASE}}/approvals?status=submitted"{{#AT_SUBMITTED}} aria-current="true"{{/AT_SUBMITTED}}>[[To be decided]]</a>
<a class="chip" href="{{BASE}}/approvals?status=failed"{{#AT_FAILED}} aria-current="true"{{/AT_FAILED}}>[[Failed]]</a>
<a class="chip" href="{{BASE}}/approvals?status=upload"{{#AT_UPLOAD}} aria-current="true"{{/AT_UPLOAD}}>[[To be uploaded]]</a>
<a class="chip" href="{{BASE}}/approvals?status=all"{{#AT_ALL}} aria-current="true"{{/AT_ALL}}>[[All orders]]</a>
</nav></div>
{{#HAS_ROWS}}
<form class="many" method="post" action="{{BASE}}/approvals/approve"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<div class="sheet"><table class="list" id="orders"><thead><tr><td></td><th scope="col">[[Reference number]]</th><th scope="col">[[Name]]</th><th scope="col">[[Organisation]]</th><th scope="col">[[Submitted]]</th><th scope="col">[[State]]</th><td></td></tr></thead><tbody>
{{#ROW}}
<tr data-reference="{{NUMBER}}"><td>{{#CHOOSABLE}}<input type="checkbox" name="number" value="{{NUMBER}}" aria-label="{{NUMBER}}">{{/CHOOSABLE}}</td><td><a href="{{BASE}}/approvals/{{NUMBER}}">{{NUMBER}}</a></td><td><a href="{{BASE}}/approvals/{{NUMBER}}">{{NAME}}</a><small>{{NOTE}}</small>{{#HELD}}<b class="bad">[[another organisation’s name: look at it]]</b>{{/HELD}}{{#OBSTACLE}}<small>{{>MESSAGE}}</small>{{/OBSTACLE}}</td><td><span dir="auto">{{ORGANISATION}}</span><small>{{SUBMITTED_BY}}</small></td><td>{{SUBMITTED_ON}}<small>{{AGE}}</small></td><td><b class="{{CLASS}}">{{STATE}}</b></td><td><a href="{{BASE}}/approvals/{{NUMBER}}">[[Look at it]]</a></td></tr>
{{/ROW}}
</tbody></table></div>
<div class="foot">
{{#HAS_CHOOSABLE}}
<button class="btn btn-primary btn-sm">[[Approve the ticked ones]]</button>
{{/HAS_CHOOSABLE}}
@include(list_as csv="{{URL_CSV}}" json="{{URL_JSON}}")@
<span class="pages">{{#NOT_FIRST}}<a href="{{URL}}">[[First page]]</a>{{/NOT_FIRST}}
{{#NEXT}}
<a rel="next" href="{{URL}}">[[Next page]]</a>
{{/NEXT}}
</span></div></form>
{{/HAS_ROWS}}
{{#NO_ROWS}}
<div class="sheet empty"><h2>[[Nothing waits here]]</h2>
<p>[[Orders appear here as soon as a technical contact submits them, or as issuing fails.]]</p>
{{#NOT_ALL}}
<a class="btn btn-quiet" href="{{BASE}}/approvals?status=all">[[See all orders]]</a>
{{/NOT_ALL}}
</div>
{{/NO_ROWS}}
@include(foot)@
