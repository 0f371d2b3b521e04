{{%AUTOESCAPE context="HTML"}}
{{#CURE}}@include(csr_command@?key@ key="1"@/key@)@{{/CURE}}{{#CURE_ABOVE}}[[as above.]]{{/CURE_ABOVE}}
