{{%AUTOESCAPE context="HTML"}}
{{#@FORMAT@}}{{#READY}}<a href="{{BASE}}/certificates/{{NUMBER}}/download/@format@" download>@format@</a>{{/READY}}{{#GAP}}@format@: {{REASON}}{{/GAP}}{{/@FORMAT@}}
