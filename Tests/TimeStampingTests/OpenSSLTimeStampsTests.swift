import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing
import TimeStamping

@Suite(
    "Believing time stamps through libcrypto",
    .enabled(if: LocalTimeStampAuthority.isAvailable, Comment(rawValue: LocalTimeStampAuthority.absence)))
struct OpenSSLTimeStampsTests {
    private let digester = SodiumDigester()
    private let checkpoint = Array("gateway.example/audit/default/2026\n17\nAAAA\n\n\u{2014} a bbbb\n".utf8)
    private let authority: LocalTimeStampAuthority
    private let stamps: OpenSSLTimeStamps

    init() throws {
        authority = try LocalTimeStampAuthority()
        stamps = OpenSSLTimeStamps(
            authorities: try TrustedAuthorities(pem: try authority.root), digester: digester)
    }

    private func request(nonce: UInt8 = 9) -> TimeStampRequest {
        TimeStampRequest(of: checkpoint, nonce: [UInt8](repeating: nonce, count: 8), digester: digester)
    }

    private func forged(_ change: (inout ForgedStamp) -> Void = { _ in }) -> ForgedStamp {
        var stamp = ForgedStamp(imprint: digester.sha256(checkpoint))
        change(&stamp)
        return stamp
    }

    @Test("the stamp of an honest authority is believed, with time, accuracy, serial and name")
    func honest() throws {
        let token = try authority.stamp(request().bytes)
        for stamp in [
            try stamps.verify(token: token, of: checkpoint),
            try stamps.verify(token: token, answering: request()),
        ] {
            #expect(stamp.authority == "CN=Local Clock,O=Example" && stamp.hashAlgorithm == "SHA-256")
            #expect(stamp.accuracyMilliseconds == 1_500 && stamp.resolutionMilliseconds == 1_000)
            #expect(!stamp.serial.isEmpty && stamp.time.milliseconds > 1_767_225_600_000)
        }
    }

    @Test("one changed byte of the checkpoint is an imprint mismatch")
    func editedCheckpoint() throws {
        let token = try authority.stamp(request().bytes)
        var edited = checkpoint
        edited[40] ^= 1
        #expect(throws: TimeStampFault.imprint) { try stamps.verify(token: token, of: edited) }
    }

    @Test("an authority that was not given is not believed, whatever it says")
    func foreign() throws {
        let other = try LocalTimeStampAuthority()
        let token = try other.stamp(request().bytes)
        #expect {
            try stamps.verify(token: token, of: checkpoint)
        } throws: {
            if case .untrusted = $0 as? TimeStampFault { true } else { false }
        }
        // Giving both roots gives trust in both; the file may hold any number of them.
        let both = try TrustedAuthorities(pem: try authority.root + (try other.root))
        #expect(both.names.count == 2)
        _ = try OpenSSLTimeStamps(authorities: both, digester: digester).verify(token: token, of: checkpoint)
    }

    @Test("the answer to another question is refused by its nonce, one without a nonce too")
    func otherNonce() throws {
        let token = try authority.stamp(request(nonce: 1).bytes)
        #expect(throws: TimeStampFault.nonce) {
            try stamps.verify(token: token, answering: request(nonce: 2))
        }
        let silent = try forged().response(of: authority)
        #expect(throws: TimeStampFault.nonce) { try stamps.verify(token: silent, answering: request()) }
        _ = try stamps.verify(token: silent, of: checkpoint)
    }

    @Test(
        "a certificate that is not for time stamping alone, critical, is refused",
        arguments: [LocalTimeStampAuthority.Usage.notCritical, .mixed, .server, .none])
    func wrongUsage(usage: LocalTimeStampAuthority.Usage) throws {
        try authority.makeCertificate("wrong", usage: usage)
        let token = try forged().response(by: "wrong", of: authority)
        #expect(throws: TimeStampFault.purpose) { try stamps.verify(token: token, of: checkpoint) }
    }

    @Test("a certificate counts as of the time of the stamp: expired later is good, before and after is not")
    func expiry() throws {
        try authority.makeCertificate("old", from: "20200101000000Z", until: "20200601000000Z")
        let within = try forged { $0.time = "20200301000000.25Z" }.response(by: "old", of: authority)
        let stamp = try stamps.verify(token: within, of: checkpoint)
        #expect(stamp.time.description == "2020-03-01T00:00:00.250Z" && stamp.resolutionMilliseconds == 10)
        for time in ["20200602000000Z", "20191231000000Z"] {
            let token = try forged { $0.time = time }.response(by: "old", of: authority)
            #expect(throws: TimeStampFault.expired) { try stamps.verify(token: token, of: checkpoint) }
        }
    }

    @Test("every cut of a token and every byte behind it is refused, and nothing crashes")
    func truncated() throws {
        let token = try authority.stamp(request().bytes)
        for count in stride(from: 0, to: token.count, by: 7) {
            #expect(throws: TimeStampFault.self) {
                try stamps.verify(token: Array(token.prefix(count)), of: checkpoint)
            }
        }
        #expect(throws: TimeStampFault.malformed) { try stamps.verify(token: token + [0], of: checkpoint) }
        let long = [UInt8](repeating: 0x30, count: StampFile.tokenBytesMax + 1)
        #expect(throws: TimeStampFault.malformed) { try stamps.verify(token: long, of: checkpoint) }
    }

    @Test("a flipped bit anywhere never makes a stamp say another time, and nothing crashes")
    func flippedBits() throws {
        let token = try authority.stamp(request().bytes)
        let honest = try stamps.verify(token: token, of: checkpoint)
        var generator = SeededGenerator(seed: 3161)
        for _ in 0..<400 {
            var flipped = token
            flipped[Int.random(in: 0..<token.count, using: &generator)] ^=
                1 << UInt8.random(in: 0..<8, using: &generator)
            // WHY: some bytes (an unsigned field of the wrapping, an unused certificate) say nothing.
            guard let stamp = try? stamps.verify(token: flipped, of: checkpoint) else { continue }
            #expect(stamp.time == honest.time && stamp.serial == honest.serial)
        }
    }

    @Test(
        "a refusal, another version, another hash, a time that cannot be and a missing certificate are named")
    func otherFaults() throws {
        let cases: [(ForgedStamp, [String], TimeStampFault)] = [
            (forged { $0.version = 2 }, ["-cades"], .version(2)),
            (forged { $0.time = "20261301000000Z" }, ["-cades"], .time),
            (forged { $0.time = "202603010905Z" }, ["-cades"], .time),
            (forged(), [], .signature),
            (forged(), ["-cades", "-nocerts"], .certificateMissing),
            (
                forged {
                    $0.algorithm = [
                        0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x08, 0x05, 0x00,
                    ]
                },
                ["-cades"], .algorithm("SHA3-256")
            ),
            (forged { $0.imprint[0] ^= 1 }, ["-cades"], .imprint),
        ]
        for (stamp, options, fault) in cases {
            let token = try stamp.response(of: authority, options: options)
            #expect(throws: fault) { try stamps.verify(token: token, of: checkpoint) }
        }
        let refusal = der(0x30, der(0x30, der(0x02, [2])))
        #expect(throws: TimeStampFault.refused(status: 2)) {
            try stamps.verify(token: refusal, of: checkpoint)
        }
    }

    @Test("an authority's accuracy widens the span to the millisecond; one of days is refused")
    func accuracy() throws {
        let fine = try forged { $0.accuracy = [0x02, 0x01, 0x02, 0x80, 0x01, 0x05, 0x81, 0x01, 0x01] }
            .response(of: authority)
        let stamp = try stamps.verify(token: fine, of: checkpoint)
        #expect(stamp.accuracyMilliseconds == 2_006)
        #expect(stamp.earliest.description == "2026-03-01T09:04:57.994Z")
        #expect(stamp.latest.description == "2026-03-01T09:05:03.005Z")
        let days = try forged { $0.accuracy = [0x02, 0x03, 0x01, 0x51, 0x81] }.response(of: authority)
        #expect(throws: TimeStampFault.self) { try stamps.verify(token: days, of: checkpoint) }
    }

    @Test("openssl itself reads our question: SHA-256, nonce, certificate wanted")
    func question() throws {
        for nonce: UInt8 in [0, 9, 0x7F, 0x80, 0xFF] {
            let question = request(nonce: nonce)
            try authority.write(question.bytes, to: "question")
            let text = try authority.run(["ts", "-query", "-in", "question", "-text"])
            #expect(text.contains("Hash Algorithm: sha256") && text.contains("Certificate required: yes"))
            #expect(text.contains("Nonce: 0x") && !text.contains("Nonce: unspecified"))
            _ = try stamps.verify(token: try authority.stamp(question.bytes), answering: question)
        }
    }

    @Test("openssl ts -verify agrees on the same files")
    func agreement() throws {
        try authority.write(checkpoint, to: "17.checkpoint")
        try authority.write(try authority.stamp(request().bytes), to: "17.tsr")
        let said = try authority.run([
            "ts", "-verify", "-data", "17.checkpoint", "-in", "17.tsr", "-CAfile", "ca.pem",
        ])
        #expect(said.contains("Verification: OK"))
    }

    @Test("an empty, damaged, missing or overlong file of authorities is refused by name")
    func authorities() throws {
        #expect(throws: TrustedAuthorities.Problem.empty) { try TrustedAuthorities(pem: []) }
        #expect(throws: TrustedAuthorities.Problem.empty) {
            try TrustedAuthorities(pem: Array("hello\n".utf8))
        }
        var damaged = try authority.root
        damaged.removeSubrange(100..<140)
        #expect(throws: TrustedAuthorities.Problem.damaged(number: 2)) {
            try TrustedAuthorities(pem: try authority.root + damaged)
        }
        #expect(throws: TrustedAuthorities.Problem.unreadable(path: "/nowhere.pem")) {
            try TrustedAuthorities(path: "/nowhere.pem")
        }
        #expect(try TrustedAuthorities(path: authority.rootPath).names == ["CN=Local Clock Root"])
    }

    @Test("checkpoint and stamp are believed together only when the log's key signed the checkpoint")
    func stampedCheckpoint() throws {
        let signer = try SigningKey(seed: try SecretBytes(copying: [UInt8](repeating: 5, count: 32)))
        let origin = try #require(LogOrigin("gateway.example/audit/default/2026"))
        let root = try #require(TreeHash([UInt8](repeating: 3, count: 32)))
        let note = try Checkpoint(origin: origin, size: 17, root: root).signed(by: signer, digester: digester)
        let question = TimeStampRequest(of: note.bytes, nonce: [1, 2, 3, 4, 5, 6, 7, 8], digester: digester)
        let token = try authority.stamp(question.bytes)
        let key = try #require(
            VerifierKey(name: origin.text, publicKey: signer.publicKey, digester: digester))
        let other = try #require(
            VerifierKey(
                name: origin.text, publicKey: [UInt8](repeating: 8, count: 32), digester: digester))
        func verified(_ size: Int, _ keys: [VerifierKey]) throws -> VerifiedStamp {
            try StampedCheckpoint(size: size, checkpoint: note.bytes, token: token).verified(
                by: keys, with: SodiumVerifier(), stamps: stamps, digester: digester)
        }
        let believed = try verified(17, [other, key])
        #expect(believed.checkpoint.size == 17 && believed.digest == hex(digester.sha256(token)))
        #expect(throws: StampedCheckpointFault.otherSize(expected: 18, found: 17)) { try verified(18, [key]) }
        #expect(throws: StampedCheckpointFault.checkpoint(.note(.unsigned))) { try verified(17, [other]) }
    }
}
