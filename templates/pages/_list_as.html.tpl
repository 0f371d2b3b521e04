{{%AUTOESCAPE context="HTML"}}
<span>[[This list as]] <a href="@csv@">CSV</a>, <a href="@json@">JSON</a></span>
