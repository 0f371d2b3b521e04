{{%AUTOESCAPE context="HTML"}}
@include(head title="[[Handovers]]" class="")@
<h1>[[Handovers]]</h1>
<p class="lead-in">[[Organisations that you hand over, or that are handed over to you]] @include(help topic=handover label="[[Hand over an organisation]]")@</p>
{{#NOTHING}}
<div class="sheet empty"><h2>[[No handover yet]]</h2>
<p>[[You hand an organisation over on its page, in the section “Technical contact”, by giving your successor’s e-mail address. If somebody hands one over to you, it stands here, too.]]</p>
<a class="btn btn-primary" href="{{BASE}}/organisations">[[To your organisations]]</a></div>
{{/NOTHING}}
{{#HAS_OPEN}}
<section aria-labelledby="open"><h2 id="open">[[Under way]]</h2>
{{#OPEN_ONE}}
<article class="sheet part" data-reference="{{REFERENCE}}"><div class="title"><div><h3><a dir="auto" href="{{BASE}}/handovers/{{REFERENCE}}">{{ORGANISATION}}</a></h3>
<p class="lead-in">{{REFERENCE}} · {{#CONTACT}}[[to {{SUCCESSOR_EMAIL}}]]{{/CONTACT}}{{#SUCCESSOR}}[[from {{CONTACT_NAME}}, {{CONTACT_EMAIL}}]]{{/SUCCESSOR}} · [[open until {{EXPIRES_AT}}]] ({{DAYS_LEFT}})</p></div>
<span class="state {{LOOK}}">{{#CONTACT}}[[Your successor’s turn]]{{/CONTACT}}{{#SUCCESSOR}}[[Your turn]]{{/SUCCESSOR}}</span></div>
@include(steps class=line)@
<p class="buttons"><a class="btn {{#SUCCESSOR}}btn-primary{{/SUCCESSOR}}{{#CONTACT}}btn-quiet{{/CONTACT}}" href="{{BASE}}/handovers/{{REFERENCE}}">{{#SUCCESSOR_OFFERED}}[[Accept or decline]]{{/SUCCESSOR_OFFERED}}{{#SUCCESSOR_ACCEPTED}}[[Enter the session password]]{{/SUCCESSOR_ACCEPTED}}{{#CONTACT}}[[Look at it or withdraw it]]{{/CONTACT}}</a></p></article>
{{/OPEN_ONE}}
</section>
{{/HAS_OPEN}}
{{#HAS_ENDED}}
<section aria-labelledby="ended"><h2 id="ended">[[Ended]]</h2>
<div class="sheet"><table class="list handovers" id="ended-handovers"><thead><tr><th scope="col">[[Reference number]]</th><th scope="col">[[Organisation]]</th><th scope="col">[[To / from]]</th><th scope="col">[[Ended on]]</th><th scope="col">[[State]]</th><th scope="col">[[Receipt]]</th></tr></thead><tbody>
{{#ENDED_ONE}}
<tr data-reference="{{REFERENCE}}"><td class="ref"><a href="{{BASE}}/handovers/{{REFERENCE}}">{{REFERENCE}}</a></td><td><a class="name" dir="auto" href="{{BASE}}/handovers/{{REFERENCE}}">{{ORGANISATION}}</a></td><td>{{#CONTACT}}[[to {{SUCCESSOR_EMAIL}}]]{{/CONTACT}}{{#SUCCESSOR}}[[from {{CONTACT_EMAIL}}]]{{/SUCCESSOR}}</td><td>{{ENDED_ON}}</td><td><span class="state {{LOOK}}">{{STATE}}</span></td><td>{{#IS_COMPLETED}}<a href="{{BASE}}/handovers/{{REFERENCE}}/receipt">[[Receipt]]</a>{{/IS_COMPLETED}}</td></tr>
{{/ENDED_ONE}}
</tbody></table></div></section>
{{/HAS_ENDED}}
{{#SOME}}
<div class="foot">@include(list_as csv="{{BASE}}/handovers.csv" json="{{BASE}}/handovers.json")@</div>
{{/SOME}}
@include(foot)@
