URL=${URL:-http://127.0.0.1:8787}
post() { curl -s -X POST "$URL$1" -H 'content-type: application/json' -H "authorization: Bearer $TOKEN" -d "$2"; echo; }
field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
sign_in() { post /local/sign-in '{"email":"user@example.com","password":"correct horse battery staple"}' | field token; }
newest_sms() { curl -s "$URL/local/sms" | sed 's/.*\[{"to":"[^"]*","body":"\([0-9]*\).*/\1/'; }

echo "1. The password was right. What does the login need?"
TOKEN=$(sign_in)
LOGIN=$(post /v1/login '{}')
echo "$LOGIN"

case "$LOGIN" in *'"decision":"allow"'*)
  echo "2. Nothing: no second factor yet, none required. Switch it on with a phone, and confirm the code that arrives:"
  FACTOR=$(post /v1/factors '{"type":"sms","phoneNumber":"+41 79 123 45 67"}' | field factorId)
  post "/v1/factors/$FACTOR/confirm" "{\"code\":\"$(newest_sms)\"}"

  echo "3. The next login asks for a code:"
  TOKEN=$(sign_in)
  LOGIN=$(post /v1/login '{}')
  echo "$LOGIN"
esac

echo "4. With the code, the login is complete:"
CHALLENGE=$(echo "$LOGIN" | sed 's/.*"challenge":{"id":"\([^"]*\)".*/\1/')
post /v1/login/verify "{\"code\":\"$(newest_sms)\",\"challengeId\":\"$CHALLENGE\"}"
