{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Where you are signed in]]" class="" crumb=account crumb_label="[[My account]]" crumb_here="[[Where you are signed in]]")@
<h1>[[Where you are signed in]]</h1>
<p class="lead-in">[[You do not know one of these? End it, and change your password: that ends all others, too.]]</p>
<div class="sheet"><table class="list history" id="sessions"><thead><tr><th scope="col">[[Last used]]</th><th scope="col">[[Browser]]</th><th scope="col">[[Address]]</th><td></td></tr></thead><tbody>
{{#ROW}}
<tr><td>{{LAST_USED}}<small>[[signed in {{SINCE}}]]</small></td><td>{{BROWSER}}{{#UNKNOWN_BROWSER}}[[unknown]]{{/UNKNOWN_BROWSER}}</td><td>{{CLIENT}}</td><td>{{#PRESENT}}<span class="state good">[[this one]]</span>{{/PRESENT}}{{#OTHER}}<form method="post" action="{{BASE}}/account/sessions/end"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="session" value="{{ID}}"><button class="btn btn-quiet btn-sm">[[End it]]</button></form>{{/OTHER}}</td></tr>
{{/ROW}}
</tbody></table></div>
{{#HAS_OTHERS}}
<form class="after buttons" method="post" action="{{BASE}}/account/sessions/end-others"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<button class="btn btn-primary">[[End all others]]</button> <a href="{{BASE}}/account/password">[[Change password]]</a></form>
{{/HAS_OTHERS}}
@include(foot)@
