using System.Security.Cryptography;
using System.Text;
using Akka.Scheduler.Hosting.Configuration;

namespace Akka.Scheduler.Hosting.Runtime;

/// <summary>
/// What the store keeps to tell whether a node has the cluster's secret: HMAC-SHA-256 (RFC 2104) of a fixed label under a key that PBKDF2
/// (RFC 8018) derives from the secret, salted with the cluster's id.
/// </summary>
/// <remarks>Who reads the store can only guess at the secret, slowly; and what is kept proves nothing to another node.</remarks>
internal static class SecretVerifier
{
    private const int Iterations = 100_000;
    private const int KeyBytes = 32;

    // A later way to derive it gets another mark, so that the two are never taken for two secrets.
    private const string Mark = "v1:";

    /// <summary>The verifier; empty without a secret.</summary>
    public static string Of(Secret? secret, string clusterId)
    {
        if (secret is null) return "";
        var password = Encoding.UTF8.GetBytes(secret.Reveal());
        var salt = Encoding.UTF8.GetBytes($"akka.scheduler cluster {clusterId}");
        var key = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, KeyBytes);
        var verifier = HMACSHA256.HashData(key, "akka.scheduler cluster secret verifier"u8);
        CryptographicOperations.ZeroMemory(password);
        CryptographicOperations.ZeroMemory(key);
        return Mark + Convert.ToHexStringLower(verifier);
    }
}
