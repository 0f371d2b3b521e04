{{%AUTOESCAPE context="HTML"}}
@include(head title="[[My mails]]" class="" crumb=account crumb_label="[[My account]]" crumb_here="[[My mails]]")@
<h1>[[My mails]]</h1>
<p class="lead-in">[[What the portal has sent to {{EMAIL}} within the last 90 days, and what the mail program answered]]</p>
{{#HAS_ROWS}}
<div class="sheet"><table class="list history" id="mails"><thead><tr><th scope="col">[[When]]</th><th scope="col">[[What]]</th><th scope="col">[[Delivery]]</th><th scope="col">[[About]]</th></tr></thead><tbody>
{{#ROW}}
<tr><td>{{WHEN}}</td><td>{{WHAT}}</td><td><span class="state {{CLASS}}">{{STATE}}</span><small lang="en">{{ANSWER}}</small></td><td>{{#ABOUT}}<a href="{{URL}}">{{REFERENCE}}</a> {{/ABOUT}}{{#MORE}}{{REFERENCE}}{{/MORE}}</td></tr>
{{/ROW}}
</tbody></table></div>
{{#HAS_MORE}}
<p class="hint after">[[Older ones are not listed.]]</p>
{{/HAS_MORE}}
{{/HAS_ROWS}}
{{#NO_ROWS}}
<div class="sheet empty"><h2>[[No mails so far]]</h2></div>
{{/NO_ROWS}}
@include(foot)@
