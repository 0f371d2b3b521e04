{{%AUTOESCAPE context="HTML"}}
<p>[[File:]] {{#OWN}}<a href="{{BASE}}/certificates/{{NUMBER}}/download/@format@" download>{{NUMBER}}-@suffix@</a>{{/OWN}}{{#SAMPLE}}<code>{{NUMBER}}-@suffix@</code>{{/SAMPLE}}</p>
