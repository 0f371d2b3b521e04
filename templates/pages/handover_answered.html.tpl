{{%AUTOESCAPE context="HTML"}}
@include(head title="{{#ACCEPTED}}[[Handover accepted]]{{/ACCEPTED}}{{#DECLINED}}[[Handover declined]]{{/DECLINED}}" class="narrow")@
{{#ACCEPTED}}
<h1>[[Handover accepted]]</h1>
<div class="sheet form"><p>[[Now sign in with the account that the mail went to, and enter the session password. The technical contact tells it to you in person or by phone.]]</p>
<p>[[Until then nothing changes, and nobody has got access.]]</p>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/login?next=/handovers">[[Sign in and go on]]</a></div></div>
{{/ACCEPTED}}
{{#DECLINED}}
<h1>[[Handover declined]]</h1>
<div class="sheet form"><p>[[The technical contact is told by mail. Nothing has changed for you, and there is nothing left to do.]]</p>
<div class="buttons"><a class="btn btn-quiet" href="{{BASE}}/">[[To the portal]]</a></div></div>
{{/DECLINED}}
@include(foot)@
