namespace Worker.Servicing.Operators;

/// <summary>What pulling a lever did.</summary>
/// <param name="Changed">False when everything was as wished already: then nothing was written, the audit log included.</param>
/// <param name="Message">A sentence for the operator.</param>
public sealed record LeverOutcome(bool Changed, string Message);
