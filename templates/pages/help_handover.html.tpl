{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Hand over an organisation]]" description="[[On the organisation’s page, in the section “Technical contact”, enter your successor’s e-mail address and your own password.]]" class="middle" crumb=help crumb_label="[[Help]]" crumb_here="[[Hand over an organisation]]")@
<h1>[[Hand over an organisation]]</h1>
<p class="lead-in">[[On the organisation’s page, in the section “Technical contact”, enter your successor’s e-mail address and your own password.]] [[The only condition: your successor has registered with this portal.]]</p>
<section class="sheet part" aria-labelledby="procedure"><h2 id="procedure">[[The handover procedure in four steps]]</h2>
@include(procedure first="[[You start it on the organisation’s page]]")@
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/organisations">[[To your organisations]]</a> <a class="btn btn-quiet" href="{{BASE}}/handovers">[[To your handovers]]</a></div>
</section>
<h2>[[You are taking over]]</h2>
<p>[[You get a mail with a link: accept there, then sign in with your own account and enter the session password, which the technical contact tells you. At once the organisation and its certificates are yours to manage.]]</p>
<h2>[[If something goes wrong]]</h2>
<dl class="facts">
<div><dt>[[Your successor is not registered]]</dt><dd>[[The page says so, and offers to send an invitation. Registration is free.]]</dd></div>
<div><dt>[[The mail did not arrive]]</dt><dd>[[Send it again on the handover’s page, three times at most. Your successor can also accept without it: signed in, under “Handovers”.]]</dd></div>
<div><dt>[[The session password is lost]]</dt><dd>[[Have a new one shown on the handover’s page.]] @include(help topic=session-password label="[[The session password]]")@</dd></div>
<div><dt>[[It was the wrong person]]</dt><dd>[[Withdraw it. Until the session password is entered, nobody has got anything.]]</dd></div>
<div><dt>[[14 days are over, it was declined, or the session password was wrong five times]]</dt><dd>[[You are still the technical contact. Start a new one.]]</dd></div>
<div><dt>[[The technical contact is gone]]</dt><dd>[[The operators of this portal can name a new one.]]{{#HAS_SUPPORT_EMAIL}} <a href="mailto:{{SUPPORT_EMAIL}}">{{SUPPORT_EMAIL}}</a>{{/HAS_SUPPORT_EMAIL}}</dd></div>
</dl>
<h2 class="after">[[What goes over?]]</h2>
<p>[[All certificates and open orders of this one organisation, with its reminders, at the moment when the session password is entered. From then on your successor manages them, and you have no access to them any more.]]</p>
<p>[[You keep your account, and other organisations that you manage. Each one is handed over by itself.]] [[The private keys lie on the servers, never in the portal: tell your successor where they are.]]</p>
@include(foot)@
