package mailtally.demo.exchange;

/// What the older Autodiscover answers (MS-OXDSCLI section 4.3, shortened).
final class AutodiscoverXml {
    private AutodiscoverXml() {}

    static String settings(String ews) {
        return """
        <?xml version="1.0" encoding="utf-8"?>
        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
          <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
            <User><DisplayName>A user</DisplayName></User>
            <Account>
              <AccountType>email</AccountType>
              <Action>settings</Action>
              <Protocol>
                <Type>EXCH</Type>
                <Server>mailbox.internal.example</Server>
                <ASUrl>https://mailbox.internal.example/EWS/Exchange.asmx</ASUrl>
              </Protocol>
              <Protocol>
                <Type>EXPR</Type>
                <Server>mail.example</Server>
                <SSL>On</SSL>
                <EwsUrl>%s</EwsUrl>
                <ASUrl>%s</ASUrl>
              </Protocol>
            </Account>
          </Response>
        </Autodiscover>
        """
                .formatted(ews, ews);
    }
}
