[[Orders wait for your approval]]

[[Hello {{NAME}},]]

[[These orders have come in and wait for an officer's decision:]]

{{#ROW}}
- {{NUMBER}}, {{CERTIFICATE_NAME}}: {{ORGANISATION}}, {{SUBMITTED_AT}}{{/ROW}}{{#HAS_MORE}}
- [[further ones]]: {{MORE}}{{/HAS_MORE}}

> [[See the orders]]
{{APPROVALS_LINK}}

@include(signature)@
