{{%AUTOESCAPE context="HTML"}}
<ol class="steps@?class@ @class@@/class@">
{{#STEP}}
<li class="{{CLASS}}" data-n="{{N}}"><strong>{{TITLE}}</strong>{{#STEP_NOTE}}<span class="when">{{TEXT}}</span>{{/STEP_NOTE}}</li>
{{/STEP}}
</ol>
