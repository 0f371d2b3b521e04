{{%AUTOESCAPE context="HTML"}}
{{#HAS_ERRORS}}
<div class="notice bad" role="alert"><div>{{#ONE_FIELD_BAD}}<a href="#{{FIELD}}">[[Please check the marked input]]</a>{{/ONE_FIELD_BAD}}
{{#LIST}}
{{#FIELDS_BAD}}<strong>[[Please check your input]]</strong>{{/FIELDS_BAD}}
<ul>
{{#ERROR}}
<li>{{#LINKED}}<a href="#{{FIELD}}">{{/LINKED}}{{>MESSAGE}}{{#LINKED}}</a>{{/LINKED}}</li>
{{/ERROR}}
</ul>
{{/LIST}}
</div></div>
{{/HAS_ERRORS}}
