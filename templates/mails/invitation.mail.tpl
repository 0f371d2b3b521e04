[[You are invited to register]]

[[Hello,]]

[[The person with the confirmed address {{CONTACT_EMAIL}} would like to hand over
to you the management of an organisation's TLS certificates. For that you need an
account of your own in this portal. Register with the address that this mail went
to:]]

> [[Register now]]
{{REGISTER_LINK}}

[[After that tell the person who invites you: the handover starts only then, and
you decide yourself whether you accept it.]]

[[You do not want this? Then ignore this mail: no account comes into being. With
this link you get no more of these invitations:]]

{{LINK}}

@include(signature)@
