{{%AUTOESCAPE context="HTML"}}
{{#HAS_ERRORS}}
<div class="notice bad" role="alert"><div>{{#FIELDS_BAD}}<strong>[[Please check your input]]</strong>{{/FIELDS_BAD}}
<ul>
{{#ERROR}}
<li>{{#LINKED}}<a href="#{{FIELD}}">{{/LINKED}}{{>MESSAGE}}{{#LINKED}}</a>{{/LINKED}}</li>
{{/ERROR}}
</ul></div></div>
{{/HAS_ERRORS}}
