{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Renew several certificates]]" class="middle" crumb=certificates crumb_label="[[My certificates]]" crumb_here="[[Renew]]")@
<h1>[[Renew several certificates]]</h1>
<p class="lead-in">[[The present ones stay valid until they end.]]</p>
{{#TOGETHER}}
<form class="sheet part" method="post" action="{{BASE}}/certificates/renew"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}"><input type="hidden" name="confirm" value="1">
<h2>[[These are ordered together, each with its present key]]</h2>
<ul class="lineage">
{{#ROW}}
<li><input type="hidden" name="number" value="{{NUMBER}}"><a href="{{BASE}}/certificates/{{NUMBER}}">{{NUMBER}}</a> {{NAME}} <span>[[valid until {{END}}]]</span></li>
{{/ROW}}
</ul>
<p class="buttons after"><button class="btn btn-primary">[[Order these renewals]]</button></p></form>
{{/TOGETHER}}
{{#ONE_BY_ONE}}
<section class="sheet part"><h2>[[One by one: they need a new CSR]]</h2>
<ul class="lineage">
{{#ROW}}
<li><a href="{{BASE}}/certificates/{{NUMBER}}/renew">[[Renew]] {{NUMBER}}</a> {{NAME}} <span>[[valid until {{END}}]]{{#WHY}} · {{>MESSAGE}}{{/WHY}}</span></li>
{{/ROW}}
</ul></section>
{{/ONE_BY_ONE}}
{{#NOT_POSSIBLE}}
<section class="sheet part"><h2>[[Not possible]]</h2>
<ul class="lineage">
{{#ROW}}
<li><a href="{{BASE}}/certificates/{{NUMBER}}">{{NUMBER}}</a> {{NAME}} <span>[[valid until {{END}}]]{{#WHY}} · {{>MESSAGE}}{{/WHY}}</span></li>
{{/ROW}}
</ul></section>
{{/NOT_POSSIBLE}}
<p><a class="btn btn-quiet" href="{{BASE}}/certificates">[[Back to the list]]</a></p>
@include(foot)@
