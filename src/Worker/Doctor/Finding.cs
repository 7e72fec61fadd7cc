namespace Worker.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="IsGood">Whether all is well.</param>
/// <param name="Detail">What was looked at, or what is wrong; never a secret, a name or an address.</param>
internal sealed record Finding(string Check, bool IsGood, string Detail);
