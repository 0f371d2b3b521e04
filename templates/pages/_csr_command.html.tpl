{{%AUTOESCAPE context="HTML"}}
<code>openssl req -new @?key@-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key@/key@@!key@-key server.key@/key@ -out server.csr @?subject@-utf8 -subj "@subject@" -addext "subjectAltName=@names@"@/subject@@!subject@-subj "/CN=www.example.org" -addext "subjectAltName=DNS:www.example.org,DNS:example.org"@/subject@</code>
