/** Writers of business letters: passive voice, references, nouns. */
export const EN_FORMAL = `
# invoice
Please be informed that the invoice for order 4471 has not been issued to date.
We kindly ask for a duplicate of your invoice dated 12 February, made out to our new legal name.
The VAT number of our company is missing on the bill; a corrected invoice is required for our bookkeeping.
# closing-documents
Our auditors require a balance confirmation as of 31 December.
We have yet to receive the signed acceptance certificate and the statement of work performed for the last quarter.
For the annual accounts, please provide all closing documents in the original.
# payment-failed
The charge was rejected by your payment provider, and the order could not be completed.
Our bank informs us that the transaction was declined on the side of the merchant.
Three attempts to settle the bill by credit card have been unsuccessful.
# wrong-charge
A review of our account has revealed a debit that does not correspond to any agreement with you.
We were billed for twelve licences, whereas the contract provides for ten only.
An amount was collected after the subscription had ended; we request an explanation of this charge.
# payment-status
The transfer was executed by our bank on the 4th; kindly confirm receipt of the funds.
Although the bill was settled in full, a payment reminder has been sent to us.
Please verify whether our remittance with reference 8812 has been booked.
# refund
We hereby request repayment of the amount paid for the unused months.
The agreed reimbursement of 240 euros has not been credited to our account so far.
Please arrange for the purchase price to be returned to the original means of payment.
# cancel
We hereby give notice of termination of our contract as of the end of the quarter.
Please ensure that our agreement is not prolonged and confirm the cancellation in writing.
Our company will discontinue the use of your service; kindly close the subscription.
# change-plan
We intend to extend our contract by ten additional workplaces.
Kindly move our account to the next higher tariff from the first of the month.
A reduction of our package to the basic edition is requested as of January.
# pricing
We would be obliged if you sent us an offer for twenty users, including terms of payment.
Please inform us of the conditions that apply to public institutions and to large volumes.
Our purchasing department requires a written estimate of the yearly cost.
# trial
Before a decision is made, we wish to evaluate the software in a test environment.
A presentation of your solution to our management board would be welcome.
The evaluation licence has expired before our assessment was completed; an extension is requested.
# access
Since the migration, our employees have been denied entry to the system.
Authentication fails although the credentials have been verified repeatedly.
The link for setting a new password is rejected as invalid.
# users
Please register the following two members of staff and assign them the role of accountant.
The permissions of a former employee are to be revoked without delay.
Responsibility for our account is to be handed over to another administrator.
# bug
The totals shown in the monthly report do not agree with the individual entries.
Upon saving a document, an error message is displayed and all input is lost.
Following the latest update, the search function returns no results.
# outage
The platform has been unreachable from all of our offices since this morning.
None of our branches is able to load the service; please state when operation will be restored.
A complete interruption of your service has brought our work to a standstill.
# how-to
We would appreciate guidance on how recurring documents are to be set up.
Please describe the procedure for adding our logo to the templates.
Is there documentation that explains the setting of tax rates?
# integration
We plan to connect the system to our merchandise management by means of your interface.
Please provide the technical description of the API and of authentication.
The synchronisation between your product and our accounting software is to be configured.
# data-export
A full extract of our records in a machine-readable format is required.
Please advise in which way all documents of the past fiscal year can be downloaded.
For the purpose of archiving, we need a copy of our entire database.
# delivery
The consignment that was announced for the 9th has not arrived at our warehouse.
Please inform us of the expected date of dispatch of our order.
According to the carrier, the shipment was handed over, yet no goods have been received.
# damaged
On inspection of the goods, several units were found to be defective.
The packaging was crushed and the contents broken when the consignment reached us.
We received an article other than the one ordered, and two pieces are missing.
# return
We wish to send the goods back within the statutory period; please provide a return label.
An exchange of the articles for a larger size is requested.
To which address are returned goods to be sent, and who bears the cost?
# order-change
Please change the place of delivery of order 5520 to our branch in Leeds.
The quantity in our order should be raised from 40 to 60 pieces before dispatch.
An article was included in our order by mistake; kindly remove it.
# complaint
We must express our dissatisfaction with the conduct of your staff.
The manner in which our concern was treated is not acceptable, and we expect a statement.
Repeated broken promises have seriously harmed our confidence in your company.
# legal
Unless the matter is resolved by the 15th, we will entrust our solicitors with it.
Please submit the draft of the data processing agreement for signature.
We hold your company liable for the loss incurred and reserve all rights.
# erasure
In accordance with Article 17 of the General Data Protection Regulation, we request deletion of all personal data.
Please disclose which personal data of the undersigned are stored and for what purpose.
The consent to the processing of my data is hereby withdrawn.
# company-details
Our registered office has moved; kindly amend the address in your records.
Following a merger, our company is now named Alder Holding and has a new tax number.
We require your bank details and registration number for our supplier file.
# person
The automatic reply does not answer our question; we wish to be contacted by a member of staff.
Please put us in touch with our account manager.
A telephone call with a responsible employee is requested.
# unsubscribe
Please remove this address from your distribution list for advertising.
We have not asked for promotional messages and wish to receive none.
Kindly stop sending the newsletter to our employees.
# partnership
We represent a software house and are interested in distributing your product.
Our association would like to discuss a cooperation with your company.
Do you offer commissions to firms that recommend your service to their clients?
`;
