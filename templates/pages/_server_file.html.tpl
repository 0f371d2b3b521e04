{{%AUTOESCAPE context="HTML"}}
<p>[[File:]] @?links@{{#@FORMAT@}}{{#READY}}<a href="{{BASE}}/certificates/{{NUMBER}}/download/@format@" download>{{FILE}}</a>{{/READY}}{{#GAP}}<code>{{FILE}}</code> ({{REASON}}){{/GAP}}{{/@FORMAT@}}@/links@@!links@<code>@number@-@suffix@</code>@/links@</p>
