{{%AUTOESCAPE context="HTML"}}
@include(head title="[[My calendar]]" class="narrow" crumb=account crumb_label="[[My account]]" crumb_here="[[My calendar]]")@
<h1>[[My calendar]]</h1>
<p class="lead-in">[[The days on which your certificates end, in your own calendar program]]</p>
{{#NEW_ADDRESS}}
<div class="sheet form"><h2>[[The address of your calendar]]</h2>
<pre data-copy id="calendar-address">{{ADDRESS}}</pre>
<p>[[It is shown <strong>only now</strong>: do not load this page again. Copy it into your calendar program, and show it to nobody: whoever knows it sees which certificates you have. An earlier address has ended.]]</p>
<ul class="checks">
<li><strong>Outlook</strong>: [[Add calendar › Subscribe from web]]</li>
<li><strong>Google</strong>: [[Other calendars › From URL]]</li>
<li><strong>Apple</strong>: [[File › New Calendar Subscription]]</li>
<li><strong>Thunderbird</strong>: [[New Calendar › On the Network]]</li>
</ul>
<div class="buttons"><a class="btn btn-primary" href="{{BASE}}/account/calendar">[[I have copied it]]</a></div></div>
{{/NEW_ADDRESS}}
{{#KNOWN}}
@include(errors)@
<div class="sheet form">
{{#NO_FEED}}
<p>[[Your calendar has no address to subscribe to yet. Your calendar program fetches the ends from it several times a day: each certificate stands on its last day, with a reminder a week before. What is renewed, replaced or revoked disappears by itself.]]</p>
{{/NO_FEED}}
{{#HAS_FEED}}
<dl class="facts">
<div><dt>[[Address made on]]</dt><dd>{{CREATED_AT}}</dd></div>
<div><dt>[[Last fetched]]</dt><dd>{{#FETCHED}}{{FETCHED_AT}}{{/FETCHED}}{{#NEVER_FETCHED}}[[not yet]]{{/NEVER_FETCHED}}</dd></div>
</dl>
<p>[[The address itself is not kept here. If it is lost, or known to somebody else, make a new one: the present one then ends. It also ends when your password is changed.]]</p>
{{/HAS_FEED}}
<form method="post" action="{{BASE}}/account/calendar"><input type="hidden" name="csrf_token" value="{{CSRF_TOKEN}}">
<input class="visually-hidden" type="email" name="username" autocomplete="username" value="{{EMAIL}}" tabindex="-1" readonly aria-hidden="true">
@include(password name=current_password autocomplete=current-password label="[[Your password]]" hint="[[The address goes on working when you sign out.]]")@
@include(own_code)@
<div class="buttons"><button class="btn btn-primary">{{#NO_FEED}}[[Make an address]]{{/NO_FEED}}{{#HAS_FEED}}[[Make a new address]]{{/HAS_FEED}}</button>
{{#HAS_FEED}}
<button class="btn btn-quiet" formaction="{{BASE}}/account/calendar/revoke" formnovalidate>[[End it]]</button>
{{/HAS_FEED}}
</div></form></div>
{{/KNOWN}}
@include(foot)@
