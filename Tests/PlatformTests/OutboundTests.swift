import Foundation
import Testing

@testable import Platform

/// Answers as it is told, a different list each time it is asked.
private actor ScriptedResolver: HostResolver {
    private var answers: [[String]]
    init(_ answers: [String]...) { self.answers = answers }

    func addresses(of host: String) throws -> [IPAddress] {
        guard !answers.isEmpty else { throw OutboundRefusal.unknownHost(host) }
        return answers.removeFirst().compactMap { IPAddress($0) }
    }
}

@Suite struct OutboundAddressTests {
    @Test(arguments: [
        // Loopback and private, plainly
        "http://127.0.0.1/", "http://127.255.255.254/", "http://10.0.0.1/", "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/", "http://100.64.0.1/", "http://100.127.255.255/", "http://0.0.0.0/",
        "http://255.255.255.255/",
        "http://224.0.0.1/", "http://240.0.0.1/", "http://198.18.0.1/", "http://192.0.0.192/",
        // Cloud metadata
        "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://[fe80::a9fe:a9fe]/",
        // Other spellings of 127.0.0.1
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/",
        "http://127.1/", "http://127.0.1/", "http://0/", "http://0x7f.1/", "http://127.0.0.1./", "http://127.0.0.01/",
        "http://00000177.0.0.1/", "http://127.0.0.1../", "http://%31%32%37.0.0.1/", "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        // Version 6
        "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:8.8.8.8]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[ff02::1]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::169.254.169.254]/", "http://[2001:db8::1]/", "http://[2001::1]/",
        "http://[0:0:0:0:0:0:0:1]/", "http://[::1", "http://::1/", "http://[127.0.0.1]/",
        // Names of this machine
        "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://app.localhost/", "http://database/",
        // Schemes
        "file:///etc/passwd", "gopher://example.org/", "ftp://example.org/", "javascript:alert(1)", "//example.org/",
        "example.org",
        "data:text/plain,x", "", "http://", "http:///path", "http:example.org",
        // Credentials and what hides the host
        "http://user@example.org/", "http://user:secret@example.org/", "http://@example.org/",
        "http://example.org@127.0.0.1/",
        "http://example.org:80@127.0.0.1/", "http://127.0.0.1\\@example.org/", "http://example.org\\.evil/",
        "http://exa mple.org/",
        "http://example.org\r\nHost: x/", "http://example.org\t/", "http://example.org\0/", "http://-example.org/",
        "http://exa_.-x-.org/",
        "http://example..org/",
        // Ports
        "http://example.org:22/", "http://example.org:25/", "https://example.org:8443/", "http://example.org:0/",
        "http://example.org:99999/",
    ])
    func hostileAddressesAreRefused(address: String) async {
        // The resolver would let all of them through: it is the check that must not.
        await #expect(throws: OutboundRefusal.self) {
            try await OutboundAddress.check(address, resolver: ScriptedResolver(["93.184.215.14"]))
        }
    }

    @Test(arguments: [
        ["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"], ["2606:2800:220:1::1", "fe80::1"], [],
        ["169.254.169.254"],
    ])
    func aNameWithAnyAnswerInsideIsRefused(answers: [String]) async {
        await #expect(throws: OutboundRefusal.self) {
            try await OutboundAddress.check("https://example.org/", resolver: ScriptedResolver(answers))
        }
    }

    @Test func aPublicAddressIsTakenApartAndPinned() async throws {
        let checked = try await OutboundAddress.check(
            "HTTPS://Feeds.Example.ORG./a%20b?c=d&e#fragment",
            resolver: ScriptedResolver(["93.184.215.14", "2606:2800:220:1::1"]))
        #expect(checked.isSecure)
        #expect(checked.host == "feeds.example.org")
        #expect(checked.port == 443)
        #expect(checked.target == "/a%20b?c=d&e")
        #expect(checked.addresses.map(\.description) == ["93.184.215.14", "2606:2800:220:1::1"])
    }

    @Test func anAddressInNumbersNeedsNoResolver() async throws {
        let version4 = try await OutboundAddress.check("http://93.184.215.14", resolver: ScriptedResolver())
        #expect(version4.target == "/")
        #expect(version4.port == 80)
        let version6 = try await OutboundAddress.check("http://[2606:2800:220:1::1]/x", resolver: ScriptedResolver())
        #expect(version6.host == "2606:2800:220:1::1")
    }

    @Test func aNameThatTurnsInwardsLaterChangesNothing() async throws {
        let resolver = ScriptedResolver(["93.184.215.14"], ["127.0.0.1"])
        let checked = try await OutboundAddress.check("https://rebinding.example/", resolver: resolver)
        #expect(checked.addresses.allSatisfy { $0.isPublic })
        await #expect(throws: OutboundRefusal.notPublic(try #require(IPAddress("127.0.0.1")))) {
            try await OutboundAddress.check("https://rebinding.example/", resolver: resolver)
        }
    }

    @Test func anOperatorMayAllowAPortAndAnInnerAddress() async throws {
        let inner = try #require(IPAddress("10.1.2.3"))
        let policy = OutboundAddress.Policy(ports: [8080], exceptions: [inner])
        let checked = try await OutboundAddress.check(
            "http://feeds.example:8080/", resolver: ScriptedResolver(["10.1.2.3"]), policy: policy)
        #expect(checked.addresses == [inner])
        await #expect(throws: OutboundRefusal.self) {
            try await OutboundAddress.check(
                "http://feeds.example:8080/", resolver: ScriptedResolver(["10.1.2.4"]), policy: policy)
        }
    }

    @Test func theSystemsResolverKnowsThisMachine() async throws {
        let found = try await SystemResolver().addresses(of: "localhost")
        #expect(found.contains { $0.isLoopback })
        #expect(!found.contains { $0.isPublic })
    }
}

@Suite struct IPAddressTests {
    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "192.167.255.255", "2a00:1450:4001::1", "64:ff9b::808:808",
    ])
    func addressesAnybodyHasArePublic(text: String) throws { #expect(try #require(IPAddress(text)).isPublic) }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "fe80::1%eth0", ":::", "1.2.3.4\0",
        "١.٢.٣.٤",
    ])
    func otherSpellingsAreNoAddresses(text: String) { #expect(IPAddress(text) == nil) }

    @Test func requestsAreCountedByHouseholdInVersion6() throws {
        #expect(try #require(IPAddress("192.0.2.7")).limiterKey == "192.0.2.7")
        let first = try #require(IPAddress("2001:db8:1:2:3:4:5:6")).limiterKey
        #expect(first == "2001:db8:1:2::/64")
        #expect(try #require(IPAddress("2001:db8:1:2::9")).limiterKey == first)
    }
}

@Suite struct DomainNameTests {
    @Test(arguments: [
        ("example.org", "example.org", true), ("mail.example.org", "example.org", true),
        ("EXAMPLE.org.", "example.ORG", true),
        ("evil-example.org", "example.org", false), ("example.org.evil.net", "example.org", false),
        ("org", "example.org", false),
        ("notexample.org", "example.org", false), ("example.org", "", false), ("", "example.org", false),
        ("", "", false),
        ("example.org", ".", false), ("a..example.org", "example.org", false), ("example.org", ".org", false),
    ])
    func domainsAreComparedLabelByLabel(name: String, domain: String, expected: Bool) {
        #expect(DomainName.isName(name, within: domain) == expected)
    }
}
