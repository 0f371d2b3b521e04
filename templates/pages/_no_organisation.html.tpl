{{%AUTOESCAPE context="HTML"}}
{{#ALL_HANDED_OVER}}
<div class="sheet empty"><h2>[[You have handed everything over]]</h2>
<p>[[You are no organisation’s technical contact any more: your successors look after their certificates now. Your account stays, and so do the receipts of your handovers.]]</p>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/handovers">[[Your handovers and receipts]]</a> <a class="btn btn-quiet" href="{{BASE}}/organisations/new">[[Add an organisation]]</a></div></div>
{{/ALL_HANDED_OVER}}
{{#NO_ORGANISATION}}
<div class="sheet empty"><h2>[[No organisation yet]]</h2>
<p>[[Certificates belong to organisations. Add yours, and you are its technical contact. If a colleague manages it already, do not add it again: ask them to hand it over to you, with the e-mail address of your account; if they cannot be reached, ask support.]]</p>
<a class="btn btn-primary" href="{{BASE}}/organisations/new">[[Add an organisation]]</a></div>
{{/NO_ORGANISATION}}
