{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Recovery codes]]" class="narrow" crumb=account crumb_label="[[My account]]" crumb_here="[[Second factor]]")@
<h1>[[Recovery codes]]</h1>
{{#NEW_FACTOR}}
<div class="notice good" role="status"><div>[[The second factor is set up. All other sessions of your account have ended.]]</div></div>
{{/NEW_FACTOR}}
<div class="sheet form">
<p>[[They are shown <strong>only now</strong>: do not load this page again. Print them, or put them into your password manager. Each counts once instead of the app’s code, when the app is lost or not at hand.]]</p>
<pre data-copy id="recovery-codes">{{#CODE}}{{VALUE}}{{BI_NEWLINE}}{{/CODE}}</pre>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/">[[I have kept them]]</a></div></div>
@include(foot)@
