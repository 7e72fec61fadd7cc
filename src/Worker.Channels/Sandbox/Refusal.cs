using Microsoft.AspNetCore.Http;
using Worker.Channels.Contract;

namespace Worker.Channels.Sandbox;

/// <summary>An answer of the contract that is not a 200.</summary>
internal sealed record Refusal(int Status, GatewayError Error)
{
    public static Refusal Shape(string message) => new(StatusCodes.Status400BadRequest, new GatewayError("bad_request", message));

    public static Refusal Signature(string message) => new(StatusCodes.Status401Unauthorized, new GatewayError("unauthorized", message));

    public static Refusal Conflict(string number) => new(
        StatusCodes.Status409Conflict, new GatewayError("conflict", "The number is known with another body.", number));

    public static Refusal Unacceptable(string field, string orderNumber) => new(
        StatusCodes.Status422UnprocessableEntity, new GatewayError($"unacceptable_{field}", $"The {field} can't be debited.", orderNumber));

    public static Refusal UnknownToken(string number) => new(
        StatusCodes.Status422UnprocessableEntity,
        new GatewayError("unacceptable_token", $"The token is not one or several of these rules, joined by +: {TokenRules.Known}.", number));

    public static Refusal NeverArrived(string? orderNumber) => new(
        StatusCodes.Status404NotFound, new GatewayError("not_found", "No order of this number arrived.", orderNumber));

    public static Refusal Failure { get; } = new(
        StatusCodes.Status500InternalServerError, new GatewayError("internal_error", "Something went wrong; the debit may have been made."));
}
