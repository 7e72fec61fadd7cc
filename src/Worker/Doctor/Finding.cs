namespace Worker.Doctor;

/// <param name="Detail">What was looked at, or what is wrong; never a secret, a name or an address.</param>
internal sealed record Finding(string Check, bool IsGood, string Detail);
