{{%AUTOESCAPE context="HTML"}}
{{#CAN_RESEND}}
<p class="hint">[[The mail to your successor did not arrive? Send it once more; the link in the earlier one ends then.]] {{LEFT}}</p>
{{/CAN_RESEND}}
{{#NO_RESEND}}
<p class="hint">[[The mail was sent as often as possible. Your successor can accept without it, too: signed in, under “Handovers”.]]</p>
{{/NO_RESEND}}
<div class="buttons">
@?more@
<a class="btn btn-primary" href="{{BASE}}/@more@">@more_label@</a>
@/more@
{{#CAN_RESEND}}
@include(handover_button action=resend look=btn-quiet label="[[Send the mail again]]")@
{{/CAN_RESEND}}
</div>
<details class="more"><summary>[[Withdraw the handover …]]</summary>
<p>[[This ends the handover; link and session password become void. Your successor is told by mail.]]</p>
<div class="buttons">
@include(handover_button action=withdraw look=btn-quiet label="[[Withdraw the handover]]")@
</div></details>
