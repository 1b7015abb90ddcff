/** Office managers and accountants in full sentences. Kept apart from training: these texts only measure. */
export const EN_OFFICE = `
# invoice
Our accounts payable team requires a tax invoice addressed to Harlow Trading Ltd before the payment run on Thursday.
Kindly forward a pro forma for the annual licence so that we may raise a purchase order.
# closing-documents
For our year-end audit we require a reconciliation statement of all transactions between our companies.
The countersigned delivery note and certificate of completed services for June have not reached us.
# payment-failed
The corporate card was rejected at the final step although the available balance is sufficient.
Our direct debit could not be collected this morning, and the system displays code 05.
# wrong-charge
The amount debited on 3 May exceeds the agreed price by forty euros; please clarify.
Our statement shows two identical debits from your company for the same billing period.
# payment-status
We settled the outstanding amount by bank transfer last Wednesday; could you confirm that it has been received?
Please advise whether our remittance of 1,200 dollars has been allocated to our account.
# refund
As the licence was never activated, we request reimbursement of the full sum.
More than ten days have passed since you agreed to return the funds, and nothing has been credited.
# cancel
Please treat this message as notice that we do not wish to renew our subscription.
We have decided to terminate the service at the end of the current period.
# change-plan
We would like to increase the number of licences from five to fifteen with immediate effect.
Is it possible to switch from monthly to annual billing and to the Professional edition?
# pricing
Would you kindly provide a quotation for thirty workstations, including any volume reduction?
What are the differences in cost between the Standard and Business editions?
# trial
Before we commit, our director would appreciate a demonstration of the product.
Would you be able to extend our evaluation period until the end of the month?
# access
One of our colleagues is unable to sign in; the system does not recognise her credentials.
The verification code required for authentication is not being delivered to our mailbox.
# users
Please explain how to grant our external auditor read-only permission.
An administrator has left the company and we need to transfer ownership of the account to his successor.
# bug
When the quarterly summary is generated, the application closes unexpectedly.
The VAT column displays negative figures since the most recent release; this appears to be a defect.
# outage
None of our branches has been able to reach the platform since nine o'clock this morning.
Response times have been extremely slow all week, and pages frequently time out.
# how-to
Could you describe the steps required to set a default currency for our documents?
In which section may I configure the automatic numbering of orders?
# integration
Does your product offer a connector for our accounting package, and where is the interface documented?
Our developers receive an authorisation failure when calling the REST endpoint with the new token.
# data-export
We need to obtain a complete copy of our records in CSV format.
The upload of our supplier list stops at line 250 with a message about encoding.
# delivery
The consignment that was to arrive on Tuesday has still not been delivered to our warehouse.
Could you inform us of the expected dispatch date of purchase 4471?
# damaged
Upon unpacking we found that two of the terminals do not power on and the casing is broken.
The goods received do not correspond to what was ordered: three keyboards instead of three scanners.
# return
We wish to exchange the unopened units for a different model; what is the procedure?
Please send us a label so that we can ship the surplus items back to you.
# order-change
The delivery address of our purchase must be amended to our new office in Leeds.
Please withdraw one item from the order placed this morning, as we no longer require it.
# complaint
I must express my dissatisfaction with the conduct of your representative and request a review by management.
This is the fourth time we have reported the matter without any reply, which is wholly unacceptable.
# legal
Our legal department has returned the service agreement with proposed amendments to clause 7.
Please provide your data processing agreement and the name of your authorised signatory.
# erasure
In accordance with Article 17 GDPR I request that all personal data relating to me be erased.
Please remove the records of our former employee from your systems and confirm in writing.
# company-details
Our registered office has moved; kindly update the address that is printed on our documents.
Following a merger, our legal entity has a new registration number, which should be reflected in your records.
# person
I would prefer to discuss this with a member of your staff by telephone.
Your automatic reply did not address my question; please pass it to an adviser.
# unsubscribe
Kindly remove this address from your promotional distribution list.
We no longer wish to receive your marketing communications.
# partnership
Our consultancy would be interested in becoming an authorised reseller in Portugal.
We propose a joint webinar for our respective clients and would like to know whom to contact.
`;
