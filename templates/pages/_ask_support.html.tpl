{{%AUTOESCAPE context="HTML"}}
{{#HAS_SUPPORT_EMAIL}}
<p class="notice after">[[You are stuck? Write to us:]] <a href="mailto:{{SUPPORT_EMAIL}}">{{SUPPORT_EMAIL}}</a></p>
{{/HAS_SUPPORT_EMAIL}}
