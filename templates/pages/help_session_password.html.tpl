{{%AUTOESCAPE context="HTML"}}
@include(head title="[[The session password]]" description="[[16 letters and digits that the present technical contact tells the successor. With them a handover becomes valid.]]" class="middle" crumb=help crumb_label="[[Help]]" crumb_here="[[The session password]]")@
<h1>[[The session password]]</h1>
<p class="lead-in">[[16 letters and digits that the present technical contact tells the successor. With them a handover becomes valid.]]</p>
<section class="sheet part" aria-labelledby="successor"><h2 id="successor">[[You are taking over]]</h2>
<ul class="checks">
<li>[[You get it from the technical contact in person or by phone, never in a mail. You have none? Ask them.]]</li>
<li>[[Accept the handover, sign in with your own account, and enter it under “Handovers”.]]</li>
<li>[[Capitals, blanks and dashes do not matter; O counts as 0, I and L count as 1.]]</li>
<li>[[You have five tries. What is not 16 letters and digits costs none.]]</li>
</ul></section>
<section class="sheet part" aria-labelledby="contact"><h2 id="contact">[[You are handing over]]</h2>
<ul class="checks">
<li>[[It is shown once, when you start the handover. Note it then.]]</li>
<li>[[Tell it to your successor in person or by phone. Do not send it by mail: whoever reads your successor’s mails must not get it, too.]]</li>
<li>[[You lost it? Have a new one shown on the handover’s page, with your own password. The old one is void then; tries already used stay used.]]</li>
</ul></section>
<h2>[[Why is there one?]]</h2>
<p>[[Nobody gets your organisation by a mail that went astray, or by an overheard password alone: it takes both the successor’s own account and the session password. It is not your password for this portal, belongs to one handover only, and ends with it.]]</p>
<p>[[After the fifth wrong one the handover is over and nothing has changed; the contact may start a new one.]]</p>
<p>@include(help topic=handover label="[[Hand over an organisation]]")@</p>
@include(foot)@
