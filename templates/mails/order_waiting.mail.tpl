{{#ONE_ROW}}[[Order {{NUMBER}} waits for your decision ({{ORGANISATION}})]]{{/ONE_ROW}}{{#SOME_ROWS}}[[{{ROWS}} orders wait for your decision]]{{/SOME_ROWS}}

[[Hello {{NAME}},]]

{{#ONE_ROW}}
[[Please approve or reject this order:]]
{{/ONE_ROW}}
{{#SOME_ROWS}}
[[Please approve or reject these orders:]]
{{/SOME_ROWS}}

{{#ROW}}
- {{NUMBER}}, {{ORGANISATION}}, {{SUBMITTED_AT}}: {{CERTIFICATE_NAME}}{{/ROW}}{{#HAS_MORE}}
- [[further ones]]: {{MORE}}{{/HAS_MORE}}

> [[See the orders]]
{{APPROVALS_LINK}}

@include(signature)@
