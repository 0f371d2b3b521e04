{{%AUTOESCAPE context="HTML"}}
<footer><div class="inner">
{{#HAS_LIMITS_OFF}}
<p class="notice warn">[[Load test mode: throttles and daily limits are off. Never run it in public.]]</p>
{{/HAS_LIMITS_OFF}}
<span>{{BRAND}} {{VERSION}}</span>
<a href="{{BASE}}/help">[[Help]]</a>
{{#HAS_SUPPORT_EMAIL}}
<a href="mailto:{{SUPPORT_EMAIL}}">[[Support]]: {{SUPPORT_EMAIL}}</a>
{{/HAS_SUPPORT_EMAIL}}
{{#HAS_IMPRINT_URL}}
<a href="{{IMPRINT_URL}}">[[Imprint]]</a>
{{/HAS_IMPRINT_URL}}
{{#HAS_PRIVACY_URL}}
<a href="{{PRIVACY_URL}}">[[Privacy]]</a>
{{/HAS_PRIVACY_URL}}
</div></footer>
