/** English, letters of firms and authorities. Under the signals that each letter gives. */
export const EN_FORMAL = `
# none
Dear Sir or Madam, please be advised that our registered office has moved; the new details are enclosed.
We kindly request a duplicate of waybill 5521 for our files.
With reference to our conversation of last Thursday, please find the signed delivery note attached.
Kindly confirm receipt of the payment made under contract 14/2.
We should be obliged if you would inform us of the retention period of log records.
Enclosed please find the reconciliation statement for the third quarter, which we ask you to sign and return.
Please be so kind as to grant our internal auditor read access to the documents section.
We enquire whether the module supports digital signatures of the second level.
In accordance with the agreement, we return the surplus goods and await your credit note.
We draw your attention to a discrepancy of two units between the delivery note and the invoice. Please verify.
The undersigned requests the technical passport of the pump, model P-40.
We acknowledge with thanks the settlement of our claim and regard the matter as closed.
Please inform us of the procedure for changing the signatory.
Kindly cancel invoice 903 and issue a new one with the number of our order.
The tender documents refer to your certificate of conformity. We ask you for a scan of it.
# urgent
We request your immediate assistance: the registry is inaccessible to all of our departments.
The documents must reach the court by the close of business today; we ask for an answer without delay.
Please take notice that an unauthorised transfer is in progress and requires instant suspension.
In view of tomorrow's inspection, we ask you to restore the archive by the end of the day.
The dispatch of perishable goods is held up by the missing certificate; we urge you to act at once.
# complaint
We hereby lodge a complaint concerning repeated late deliveries under contract 14/2.
We regret to state that our letters of May and June have remained without any response, which we regard as a breach of good practice.
The conduct of your representative at our premises was inappropriate, and we expect a written explanation.
The quality of the work performed falls short of what was agreed, and your refusal to remedy it is unreasonable.
We protest against the unilateral change of the conditions, of which we had not been notified.
We demand compensation for the losses caused by your negligence.
The company objects to invoices that are issued incorrectly month after month despite your assurances.
# complaint urgent
In spite of three reports the registry remains unavailable for a second day. We consider this inadmissible and demand its restoration today.
# purchase
We request a commercial offer for the supply of 300 office chairs.
Our institution intends to acquire licences for 45 workplaces; please communicate the price and conditions of payment.
Please send a draft agreement and a pro forma invoice for the extended edition.
We would ask you to arrange a presentation of the system for our purchasing department.
Kindly quote your best price for the annual maintenance of eight copiers.
The management has resolved to increase the number of users to one hundred. We ask for the corresponding supplement to the contract.
# churn
We give notice of termination of contract 14/2 with effect from the first of March.
The company does not intend to exercise the option of prolongation.
We inform you that, as a result of a tender, the services will be rendered by another contractor from next year.
Please specify the terms of early termination and the sum to be returned.
In connection with the liquidation of the branch, the subscription is to be ended and the access closed.
Unless the conditions are revised, we shall be compelled to terminate our relations.
# churn complaint
Owing to your systematic failure to perform, we withdraw from the contract and demand repayment of the advance.
As our complaints have had no effect, we are terminating the agreement and transferring the work to a different supplier.
# purchase urgent
We ask for a commercial offer to be sent today, as bids close tomorrow at nine.
`;
