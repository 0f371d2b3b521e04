{{%AUTOESCAPE context="HTML"}}
</main>
{{FOOTER}}
</body>
</html>
