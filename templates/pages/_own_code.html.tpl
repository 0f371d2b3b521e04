{{%AUTOESCAPE context="HTML"}}
{{#WITH_CODE}}
@include(code name=code label="[[Code]]" hint="[[The six digits that your app shows now, or a recovery code]]")@
{{/WITH_CODE}}
