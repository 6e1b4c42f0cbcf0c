"""What rules judge by: questions that only rules ask of the organisation. What an output asks too stands in remit/views."""
