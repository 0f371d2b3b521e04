{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Approved together]]" class="middle" crumb=approvals crumb_label="[[Approvals]]" crumb_here="[[Approved together]]")@
<h1>[[Approved together]]</h1>
<p class="lead-in">{{DONE}}</p>
<div class="sheet"><table class="list history"><thead><tr><th scope="col">[[Order]]</th><th scope="col">[[Name]]</th><th scope="col">[[What became of it]]</th></tr></thead><tbody>
{{#OUTCOME}}
<tr data-reference="{{NUMBER}}"><td><a href="{{BASE}}/approvals/{{NUMBER}}">{{NUMBER}}</a></td><td>{{NAME}}</td><td>{{#APPROVED}}<span class="state good">[[approved]]</span>{{/APPROVED}}{{#APPROVED_ONCE}}<span class="state warn">[[approved by you]]</span> [[Another officer has to approve it, too.]]{{/APPROVED_ONCE}}{{#OBSTACLE}}<span class="state bad">[[not approved]]</span> {{>MESSAGE}}{{/OBSTACLE}}</td></tr>
{{/OUTCOME}}
</tbody></table></div>
<div class="buttons after"><a class="btn btn-primary" href="{{BASE}}/approvals">[[Back to the approvals]]</a></div>
@include(foot)@
